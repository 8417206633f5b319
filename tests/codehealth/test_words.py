"""What must not stand in the project's files."""

import ast
import re
from pathlib import Path

from tests.codehealth.repository import name, own_files, text, written_in

# Written so that no pattern finds itself.
UNFINISHED = re.compile(r"TOD[O]|FIXM[E]|XX[X]|NotImplemented[E]rror|lorem [i]psum")
PLACES = re.compile(
    r"https?://[a-z.-]*(?:registry|index|mirror|pypi|pythonhosted|npmjs)[a-z.-]*[/:]"
    r"|/simpl[e]/?[\"' ]|\"resolved\": \"htt[p]|^ *(?:index-url|registry) *="
    r"|/(?:wor[k]|roo[t]|tm[p])/[a-z._]",
    re.MULTILINE,
)
LEFT_OUT = re.compile(r"pytest\.(?:mark\.)?(?:ski[p]|skipi[f]|xfai[l])|importorski[p]|\.onl[y]\(")
CLIENTS = {"http.client", "urllib.request", "ftplib", "smtplib", "xmlrpc.client"}


def _found(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [f"{name(file)}: {hit[0]}" for file in files for hit in pattern.finditer(text(file))]


def test_nothing_is_left_unfinished() -> None:
    files = written_in(".py", ".ts", ".svelte", ".css", ".html", ".toml", ".md", ".js", ".c", ".h")
    assert _found(UNFINISHED, files) == []


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    assert _found(PLACES, list(own_files())) == []


def test_no_test_is_left_out() -> None:
    assert _found(LEFT_OUT, written_in(".py", ".ts", ".js", below="tests")) == []


def test_nobody_is_asked_on_the_network() -> None:
    asking = {
        name(file): asked for file in written_in(".py", below="src") if (asked := _imports(file) & CLIENTS)
    }
    assert asking == {}


def _imports(file: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(text(file))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found

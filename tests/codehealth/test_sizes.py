"""Small enough to read in a sitting."""

import ast
import gzip
import re

from tests.codehealth.repository import BUILT_PLAYER, name, text, written_in

FILE_LINES = 400
FUNCTION_LINES = 60
BUNDLE_BYTES = 250_000

IN_C = "src/supple"
C_WORDS = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)
C_FUNCTION = re.compile(r"^[A-Za-z_][^;{}#]*?(\w+)\([^;{}#]*\)\s*\{", re.MULTILINE)


def test_files_are_short() -> None:
    files = [
        *written_in(".py"),
        *written_in(".ts", ".svelte", ".css", below="player/src"),
        *written_in(".c", ".h", below=IN_C),
    ]
    lines = {name(file): len(text(file).splitlines()) for file in files}
    assert {file: count for file, count in lines.items() if count > FILE_LINES} == {}


def test_functions_are_short() -> None:
    lines = {
        f"{name(file)}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in written_in(".py")
        for node in ast.walk(ast.parse(text(file)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: count for function, count in lines.items() if count > FUNCTION_LINES} == {}


def test_functions_in_c_are_short() -> None:
    lines = {
        f"{name(file)}: {function}": count
        for file in written_in(".c", ".h", below=IN_C)
        for function, count in _functions_in_c(text(file)).items()
    }
    assert lines, "no function found"
    assert {function: count for function, count in lines.items() if count > FUNCTION_LINES} == {}


def test_a_function_in_c_is_counted_from_its_name_to_its_last_brace() -> None:
    written = """#include <math.h>
static const double TWO[] = {1, 1};
struct Pair { double a, b; };
/* a brace { in words */
EXPORTED void first(const double *a,
                    double b) {
    if (b > 0) {
        puts("} // \\" }"); /* } */
    }
    else { puts('}'); }
}
static int second(void) { return 2; }
"""
    assert _functions_in_c(written) == {"first": 7, "second": 1}


def _functions_in_c(written: str) -> dict[str, int]:
    """Lines by function, each from its head to the brace that closes it."""
    code = C_WORDS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), written)
    found = {}
    for head in C_FUNCTION.finditer(code):
        deep, end = 1, head.end()
        while deep:
            deep += {"{": 1, "}": -1}.get(code[end], 0)
            end += 1
        found[head[1]] = code.count("\n", head.start(), end) + 1
    return found


def test_the_built_player_is_light() -> None:
    built = [file for file in BUILT_PLAYER.rglob("*") if file.suffix in {".js", ".css"}]
    assert built, "The player is not built: python3 run.py builds it."
    assert sum(len(gzip.compress(file.read_bytes())) for file in built) < BUNDLE_BYTES

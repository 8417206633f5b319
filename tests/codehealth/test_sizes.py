"""Small enough to read in a sitting."""

import ast
import gzip

from tests.codehealth.repository import BUILT_PLAYER, name, text, written_in

FILE_LINES = 400
FUNCTION_LINES = 60
BUNDLE_BYTES = 250_000


def test_files_are_short() -> None:
    files = [*written_in(".py"), *written_in(".ts", ".svelte", ".css", below="player/src")]
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


def test_the_built_player_is_light() -> None:
    built = [file for file in BUILT_PLAYER.rglob("*") if file.suffix in {".js", ".css"}]
    assert built, "The player is not built: python3 run.py builds it."
    assert sum(len(gzip.compress(file.read_bytes())) for file in built) < BUNDLE_BYTES

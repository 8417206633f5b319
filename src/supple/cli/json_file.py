"""Reading a JSON file, or standard input, with a sentence for every fault."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, NoReturn

from supple.base.errors import SuppleError, why

LARGEST_BYTES = 1_000_000


def place_of(name: str, stream: str = "input") -> str:
    """How a file is called in a sentence: `-` is standard input, or output."""
    return f"standard {stream}" if name == "-" else name


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises SuppleError where it is closed."""
    if sys.stdin is None:
        raise SuppleError("Standard input is closed", fix="Give a file, or send one in")
    return sys.stdin.buffer


def is_terminal(name: str) -> bool:
    """Whether a file, or standard input for `-`, is a terminal. Nothing is read, or waited for."""
    if name == "-":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        # To open a pipe would already wait, or send away who writes to it.
        if not stat.S_ISCHR(Path(name).stat().st_mode):
            return False
        opened = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except OSError:  # whoever reads it says why it cannot be
        return False
    try:
        return os.isatty(opened)
    finally:
        os.close(opened)


def read_object(name: str, *, shape: str) -> dict[str, object]:
    """The object in a file, or in standard input for `-`. Raises SuppleError; `shape` shows what to write."""
    place = place_of(name)
    data = _decode(_read(name, place), place)
    if not isinstance(data, dict):
        raise SuppleError(f"{place} holds {kind_of(data)}, not an object", fix=f"Write {shape}")
    return data


def kind_of(value: object) -> str:
    """What a value is, in words."""
    return "nothing" if value is None else f"a {type(value).__name__}"


def _read(name: str, place: str) -> bytes:
    try:
        data = standard_input().read(LARGEST_BYTES + 1) if name == "-" else _read_file(Path(name))
    except OSError as refused:
        raise SuppleError(
            f"{place} cannot be read ({why(refused)})", fix="Check the path and its permissions"
        ) from refused
    if len(data) > LARGEST_BYTES:
        raise SuppleError(f"{place} is larger than {LARGEST_BYTES} bytes", fix="Give only what is asked for")
    return data


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def _decode(data: bytes, place: str) -> object:
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise SuppleError(
            f"{place} is not valid JSON ({str(fault) or 'nested too deep'})", fix="Mend it, or write it again"
        ) from fault


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")

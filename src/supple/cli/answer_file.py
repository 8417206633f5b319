"""Reading a JSON file of answers, or standard input, with a sentence for every fault."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answers, parse_answers

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    """Parsed answers, and whether this is the first week of use (None: the file does not say)."""

    answers: Answers
    first_week: bool | None


def read_answers(name: str, knowledge: Knowledge) -> AnswerFile:
    """The answers in a file, or in standard input for `-`. Raises SuppleError with the fix."""
    place = "standard input" if name == "-" else name
    data = _decode(_read(name, place), place)
    if not isinstance(data, dict):
        raise SuppleError(f"{place} holds {_kind(data)}, not an object", fix='Write {"answers": {...}}')
    unknown = sorted(set(data) - {"answers", "first_week"})
    if unknown:
        raise SuppleError(f"{place} has an unknown key {unknown[0]!r}", fix="Use only answers and first_week")
    answers, first_week = data.get("answers"), data.get("first_week")
    if not isinstance(answers, dict):
        raise SuppleError(
            f"{place}, key answers: {_kind(answers)} instead of an object", fix='Write {"answers": {...}}'
        )
    if first_week is not None and not isinstance(first_week, bool):
        raise SuppleError(
            f"{place}, key first_week: {first_week!r}", fix="Give true or false, or leave it out"
        )
    return AnswerFile(answers=parse_answers(answers, knowledge), first_week=first_week)


def _read(name: str, place: str) -> bytes:
    try:
        data = sys.stdin.buffer.read(LARGEST_BYTES + 1) if name == "-" else _read_file(Path(name))
    except OSError as refused:
        raise SuppleError(
            f"{place} cannot be read ({refused.strerror})", fix="Check the path and its permissions"
        ) from refused
    if len(data) > LARGEST_BYTES:
        raise SuppleError(f"{place} is larger than {LARGEST_BYTES} bytes", fix="Give a file of answers only")
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


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"

"""The answers of a screening in a JSON file."""

from collections.abc import Mapping
from dataclasses import dataclass

from supple.base.errors import SuppleError
from supple.cli.json_file import is_terminal, kind_of, place_of, read_object
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answer, Answers, parse_answers

SHAPE = '{"answers": {...}}'


@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    """Parsed answers, and whether this is the first week of use (None: the file does not say)."""

    answers: Answers
    first_week: bool | None


def read_answers(name: str, knowledge: Knowledge) -> AnswerFile:
    """The answers in a file, or in standard input for `-`. Raises SuppleError with the fix."""
    place = place_of(name)
    data = read_object(name, shape=SHAPE)
    unknown = sorted(set(data) - {"answers", "first_week"})
    if unknown:
        raise SuppleError(f"{place} has an unknown key {unknown[0]!r}", fix="Use only answers and first_week")
    answers, first_week = data.get("answers"), data.get("first_week")
    if not isinstance(answers, dict):
        raise SuppleError(
            f"{place}, key answers: {kind_of(answers)} instead of an object", fix=f"Write {SHAPE}"
        )
    if first_week is not None and not isinstance(first_week, bool):
        raise SuppleError(
            f"{place}, key first_week: {first_week!r}", fix="Give true or false, or leave it out"
        )
    return AnswerFile(answers=parse_answers(answers, knowledge), first_week=first_week)


def answers_beside_keys(name: str, knowledge: Knowledge) -> Mapping[str, Answer]:
    """The answers in a file, for a session that any key stops. Raises SuppleError, also for a keyboard."""
    if is_terminal(name):
        raise SuppleError(
            f"{place_of(name)} is a keyboard, and in a session the keyboard is for Stop",
            fix="Name a file with the answers, or leave --answers out: then Supple asks",
        )
    return read_answers(name, knowledge).answers.given

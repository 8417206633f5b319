"""Answers parsed at the door: yes, no, unsure, a number, or nothing. Nothing is never no."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from reprlib import repr as short
from typing import Literal

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Question, UnsureMeans

WORST = 10

Answer = bool | float | Literal["unsure"]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered, by question id. An id that is not there was not answered."""

    given: Mapping[str, Answer]

    def yes(self, question: Question) -> bool | None:
        """True, False, or None for not known: not answered, or unsure where that is neither."""
        answer = self.given.get(question.id)
        if answer == "unsure":
            return _unsure_as_yes(question)
        return answer if isinstance(answer, bool) else None

    def number(self, question: Question) -> float | None:
        """The number given, or None if not answered."""
        answer = self.given.get(question.id)
        return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None

    def unsure(self, question: Question) -> bool:
        """Whether the person said "not sure"."""
        return self.given.get(question.id) == "unsure"


def _unsure_as_yes(question: Question) -> bool | None:
    known = {UnsureMeans.YES: True, UnsureMeans.NOT_COUNTED: False}
    return None if question.unsure is None else known.get(question.unsure)


def parse_answers(raw: Mapping[str, object], knowledge: Knowledge) -> Answers:
    """Raw answers, such as from JSON, as Answers. Raises SuppleError on an unknown id or a wrong type."""
    return Answers(given={key: _parse(key, value, knowledge) for key, value in raw.items()})


def _parse(key: str, value: object, knowledge: Knowledge) -> Answer:
    question = knowledge.questions.get(key)
    if question is None:
        near = get_close_matches(key, list(knowledge.questions), n=1)
        raise SuppleError(
            f"There is no question {short(key)}",
            fix=f"Did you mean {near[0]!r}" if near else "Use an id from the question files",
        )
    if question.answer == "yes_no":
        if value is True or value is False:
            return value
        if value == "unsure":
            return "unsure"
        raise SuppleError(
            f"The answer to {key!r} is {short(value)}", fix='Give true, false or "unsure", or leave it out'
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= WORST:
        return float(value)
    raise SuppleError(
        f"The answer to {key!r} is {short(value)}", fix="Give a number from 0 to 10, or leave it out"
    )

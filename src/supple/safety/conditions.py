"""Three-valued evaluation of a rule's condition: True, False, or None for not known."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from supple.knowledge.schema.question import Question
from supple.knowledge.schema.rule import All, AnyOf, AtLeast, AtOrAbove, AtOrBelow, Condition, Fact, Yes
from supple.safety.answers import Answers


def holds(  # noqa: PLR0911 - one return a kind of condition
    condition: Condition, *, answers: Answers, questions: Mapping[str, Question], first_week: bool | None
) -> bool | None:
    """Whether the condition holds. Monotone: turning an answer to yes never turns True into False."""

    def part(inner: Condition) -> bool | None:
        return holds(inner, answers=answers, questions=questions, first_week=first_week)

    match condition:
        case Yes(yes=key):
            return answers.yes(questions[key])
        case Fact():
            return first_week is not False  # not knowing whether it is the first week counts as yes
        case AtOrAbove(at_or_above=key, value=value):
            number = answers.number(questions[key])
            return None if number is None else number >= value
        case AtOrBelow(at_or_below=key, value=value):
            number = answers.number(questions[key])
            return None if number is None else number <= value
        case All(all=parts):
            return _at_least(len(parts), map(part, parts))
        case AnyOf(any=parts):
            return _at_least(1, map(part, parts))
        case AtLeast(at_least_n_of=parts, n=n):
            return _at_least(n, map(part, parts))
        case _:  # pragma: no cover
            assert_never(condition)


def _at_least(n: int, values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    if found.count(True) >= n:
        return True
    return None if found.count(True) + found.count(None) >= n else False

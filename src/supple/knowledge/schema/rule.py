"""safety/rules/<id>.toml: when screening tightens, how far, and what it says.

Conditions know "answered yes", "number at or above/below", all, any and at-least-n-of.
There is no `not`, so no yes can ever make anybody look safer.
"""

from enum import StrEnum
from typing import Literal, assert_never

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Words


class Outcome(StrEnum):
    """Mildest to strictest; the worst wins."""

    ALLOW = "allow"
    GENTLE = "gentle"
    GENTLE_ADVICE = "gentle_advice"
    REFER = "refer"
    EMERGENCY = "emergency"

    @property
    def strictness(self) -> int:
        """0 for allow, 4 for emergency."""
        return _OUTCOME_STRICTNESS[self]


class Urgency(StrEnum):
    """How soon to see somebody, mildest first."""

    ROUTINE = "routine"
    URGENT = "urgent"
    SAME_DAY = "same_day"

    @property
    def strictness(self) -> int:
        """0 for routine, 2 for same_day."""
        return _URGENCY_STRICTNESS[self]


_OUTCOME_STRICTNESS = {outcome: place for place, outcome in enumerate(Outcome)}
_URGENCY_STRICTNESS = {urgency: place for place, urgency in enumerate(Urgency)}


class Yes(Frozen):
    """True where the question was answered yes, or unsure where that counts as yes."""

    yes: Key


class Fact(Frozen):
    """True where the app says so of this person, or where it does not know."""

    fact: Literal["first_week"]


class AtOrAbove(Frozen):
    """True where the number given is at least `value`."""

    at_or_above: Key
    value: float


class AtOrBelow(Frozen):
    """True where the number given is at most `value`."""

    at_or_below: Key
    value: float


class All(Frozen):
    """True where every part is."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Frozen):
    """True where at least one part is."""

    any: tuple["Condition", ...] = Field(min_length=1)


class AtLeast(Frozen):
    """True where at least n parts are."""

    at_least_n_of: tuple["Condition", ...] = Field(min_length=1)
    n: int = Field(ge=1)

    @model_validator(mode="after")
    def _reachable(self) -> "AtLeast":
        if self.n > len(self.at_least_n_of):
            raise ValueError(f"n = {self.n} can never be reached by {len(self.at_least_n_of)} parts")
        return self


Condition = Yes | Fact | AtOrAbove | AtOrBelow | All | AnyOf | AtLeast


def asks_about(condition: Condition) -> frozenset[str]:
    """The ids of all questions that the condition reads."""
    match condition:
        case Yes(yes=key) | AtOrAbove(at_or_above=key) | AtOrBelow(at_or_below=key):
            return frozenset({key})
        case Fact():
            return frozenset()
        case All(all=parts) | AnyOf(any=parts) | AtLeast(at_least_n_of=parts):
            return frozenset().union(*map(asks_about, parts))
        case _:  # pragma: no cover
            assert_never(condition)


class Case(Frozen):
    """One degree of a rule: if `when` holds, the outcome is at least this strict."""

    when: Condition
    outcome: Outcome
    urgency: Urgency | None = None
    who: Key | None = Field(default=None, description="key of who.toml")
    techniques: tuple[Key, ...] | None = Field(default=None, description="what stays possible when gentle")
    place: Literal["bed"] | None = None
    title: Words | None = Field(default=None, description="page title where the outcome's own does not fit")
    say: Words

    @model_validator(mode="after")
    def _complete(self) -> "Case":
        gentle = self.outcome in (Outcome.GENTLE, Outcome.GENTLE_ADVICE)
        if gentle != (self.techniques is not None):
            raise ValueError("techniques belong to gentle and gentle_advice, and are required there")
        advises = self.outcome in (Outcome.GENTLE_ADVICE, Outcome.REFER)
        if advises != (self.urgency is not None and self.who is not None):
            raise ValueError("urgency and who belong to gentle_advice and refer, and are required there")
        return self


class Unsure(Frozen):
    """What "not sure" leads to where the question says that unsure means refer."""

    question: Key
    urgency: Urgency
    who: Key
    say: Words


class RuleExample(Frozen):
    """A worked example, run as a test: the answers given, and what this rule alone makes of them."""

    name: Words
    answers: dict[Key, bool | Literal["unsure"] | float]
    first_week: bool | None = None
    expect: Outcome | Literal["unanswered"]


class Rule(Dated):
    """One screening rule. Of its degrees that hold the worst wins; of equals the first in the file speaks."""

    code: Words
    about: Words
    case: tuple[Case, ...] = Field(min_length=1, description="outcome allow where the rule only explains")
    unsure: tuple[Unsure, ...] = ()
    note: str = ""
    example: tuple[RuleExample, ...] = Field(min_length=3)

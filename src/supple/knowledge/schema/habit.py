"""habits/<id>.toml: what repetition, persistence and worsening over days lead to.

Conditions count what was noted: so many, on so many days, so long. There is no `not`, and a day
without an entry is no data: it never counts as zero, and never as recovery.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Words
from supple.knowledge.schema.rule import Urgency

Count = Annotated[int, Field(ge=1)]
Score = Annotated[float, Field(gt=0, le=10)]


class HabitOutcome(StrEnum):
    """Mildest to strictest; the worst wins."""

    NONE = "none"
    NUDGE = "nudge"
    ADVICE = "advice"
    PAUSE = "pause"

    @property
    def strictness(self) -> int:
        """0 for none, 3 for pause."""
        return list(HabitOutcome).index(self)


class Leaves(StrEnum):
    """What a rule leaves of today's techniques."""

    EVERYTHING = "everything"
    GENTLE = "gentle"
    NOTHING_TODAY = "nothing_today"
    NOTHING_UNTIL_REVIEWED = "nothing_until_reviewed"

    @property
    def strictness(self) -> int:
        """0 for everything, 3 for nothing_until_reviewed."""
        return list(Leaves).index(self)


class SelfAdjustDays(Frozen):
    """At least so many self-adjusts on each of at least so many of the last days, today included."""

    self_adjusts: Count
    on_days: Count
    of_last_days: Count

    @model_validator(mode="after")
    def _reachable(self) -> "SelfAdjustDays":
        if self.on_days > self.of_last_days:
            raise ValueError(f"on_days = {self.on_days} can never be reached in {self.of_last_days} days")
        return self


class NoBetter(Frozen):
    """By day `by_day`, discomfort is neither so many points nor such a share below the first check-in.

    Judged by the latest check-in, if that is of day `seen_from_day` or later; the first is of day 1.
    """

    no_better_points: Score
    no_better_share: Annotated[float, Field(gt=0, le=1)]
    by_day: Count
    seen_from_day: Annotated[int, Field(ge=2)]


class StillThere(Frozen):
    """Discomfort of at least so much at every check-in, from the first of a run to day `by_day` of it."""

    still_there_at_least: Score
    by_day: Count
    seen_from_day: Annotated[int, Field(ge=2)]


class AboveFirst(Frozen):
    """Discomfort so many points above the first check-in, at so many check-ins running."""

    above_first_points: Score
    check_ins_running: Count


class SaidWorse(Frozen):
    """The weekly question answered "worse" so many times within so many days."""

    said_worse: Count
    within_days: Count


class NotSettled(Frozen):
    """Discomfort not back within a day after so many sessions running; unknown ones are passed over."""

    not_settled_sessions_running: Count


class StopsWithin(Frozen):
    """One event so many times within so many days of each other."""

    stop: Key
    times: Count
    within_days: Count


class PausingStops(Frozen):
    """So many stops whose own file says `pause = true`."""

    pausing_stops: Count


class SessionsToday(Frozen):
    """So many sessions begun today."""

    sessions_today: Count


class SessionsAfterUrge(Frozen):
    """So many sessions of the last days begun right after the urge to pop."""

    sessions_after_urge: Count
    of_last_days: Count


class EitherOf(Frozen):
    """True where at least one part is."""

    any: tuple["HabitCondition", ...] = Field(min_length=1)


HabitCondition = (
    SelfAdjustDays
    | NoBetter
    | StillThere
    | AboveFirst
    | SaidWorse
    | NotSettled
    | StopsWithin
    | PausingStops
    | SessionsToday
    | SessionsAfterUrge
    | EitherOf
)


class HabitCase(Frozen):
    """One degree of a rule: if `when` holds, at least this outcome, and no more than this is left."""

    when: HabitCondition
    outcome: HabitOutcome
    leaves: Leaves
    urgency: Urgency | None = None
    who: Key | None = Field(default=None, description="key of who.toml")
    say: Words

    @model_validator(mode="after")
    def _complete(self) -> "HabitCase":
        sends = self.outcome in (HabitOutcome.ADVICE, HabitOutcome.PAUSE)
        if sends != (self.urgency is not None and self.who is not None):
            raise ValueError("urgency and who belong to advice and pause, and are required there")
        if self.outcome is HabitOutcome.PAUSE and self.leaves is not Leaves.NOTHING_UNTIL_REVIEWED:
            raise ValueError("a pause leaves nothing_until_reviewed")
        if self.leaves is Leaves.NOTHING_UNTIL_REVIEWED and not sends:
            # Otherwise sessions would be closed with nobody to see and no way to open them again.
            raise ValueError("nothing_until_reviewed belongs to advice and pause")
        return self


class ExampleDay(Frozen):
    """A day of an example, so many days before today."""

    ago: int = Field(ge=0)
    self_adjusts: int | None = Field(default=None, ge=0)
    discomfort: float | None = Field(default=None, ge=0, le=10)
    change: Literal["better", "same", "worse"] | None = None


class ExampleSession(Frozen):
    """A session of an example."""

    ago: int = Field(ge=0)
    settled: bool | None = None
    after_urge: bool | None = None


class ExampleStop(Frozen):
    """A stop of an example."""

    ago: int = Field(ge=0)
    event: Key


class HabitExample(Frozen):
    """A worked example, run as a test: what this rule alone makes of it. quiet: it does not speak."""

    name: Words
    days: tuple[ExampleDay, ...] = ()
    sessions: tuple[ExampleSession, ...] = ()
    stops: tuple[ExampleStop, ...] = ()
    reviewed_ago: int | None = Field(default=None, ge=0)
    expect: HabitOutcome | Literal["quiet"]


class HabitRule(Dated):
    """One habit rule. Of its degrees that hold the strictest speaks; of equals the first in the file."""

    code: str = Field(pattern=r"^H[1-9][0-9]*$")
    about: Words
    review_clears: bool = Field(description="what was before a professional's review no longer counts")
    case: tuple[HabitCase, ...] = Field(min_length=1)
    note: str = ""
    example: tuple[HabitExample, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _ends_with_a_review(self) -> "HabitRule":
        waits = any(case.leaves is Leaves.NOTHING_UNTIL_REVIEWED for case in self.case)
        if waits and not self.review_clears:
            raise ValueError("nothing_until_reviewed needs review_clears = true, or it would never end")
        return self

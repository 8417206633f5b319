"""safety/policy.toml, who.toml, emergency.toml, boundaries.toml: what the rules share."""

from datetime import date
from typing import Literal

from pydantic import Field

from supple.knowledge.schema.common import Dated, Frozen, Key, Quantity, Words


class Policy(Dated):
    """The gentle set, the small ranges, and the schedule of screening."""

    gentle_techniques: tuple[Key, ...]
    small_range_when_gentle: tuple[Key, ...]
    ask_again_after: Quantity
    first_week: Quantity
    screening_good_for: Quantity
    unanswered_title: Words
    unanswered_say: Words
    titles: dict[Key, Words] = Field(description="page title by outcome")
    until_then: dict[Key, Words] = Field(description="what to do meanwhile, by outcome")
    how_soon: dict[Key, Words] = Field(description="words by urgency")
    default_who: Key
    nothing_left_say: Words
    not_today_title: Words
    to_be_answered_title: Words
    not_today: dict[
        Literal["no_more_today", "locked", "only_through_next_day", "refused_today", "to_be_answered"], Words
    ] = Field(description="why something is not possible today; {name} in `locked` is the technique")
    unknown_stop_counts_as: Key = Field(description="the event that a stop counts as until its own is said")


class Who(Frozen):
    """Somebody to see."""

    id: Key
    name: Words = Field(description='a noun phrase, as in "see ..."')


class Place(Frozen):
    """An emergency number and where it answers."""

    id: Key
    name: Words
    number: str = Field(pattern=r"^[0-9]{2,4}$")


class Emergency(Dated):
    """The emergency page: the number first, then the reason; no diagnosis."""

    title: Words
    call: Words
    say: tuple[Words, ...]
    default_place: Key
    place: tuple[Place, ...]


class Boundaries(Dated):
    """What is always shown: at first run, at each start, and on the hand-over."""

    version: Words = Field(description="the rule set's version")
    released_on: date
    short: Words
    not_reviewed: Words
    who_should_not: tuple[Words, ...]
    points: tuple[Words, ...]
    kept_in_files: Words
    kept_in_database: Words

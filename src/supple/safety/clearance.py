"""What screening says about moving today. Only `screening.screen` makes one."""

from dataclasses import dataclass
from typing import Literal

from supple.knowledge.schema.rule import Outcome, Urgency


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One rule that had something to say, in the person's words, with its sources' keys."""

    rule: str
    say: str
    outcome: Outcome
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """Which techniques are possible now, at which range, and why.

    `techniques` is empty unless a session may start. `missing` names what was not answered:
    while anything is missing the outcome is at least `refer` and nothing may start.
    """

    outcome: Outcome
    title: str
    urgency: Urgency | None
    who: str | None
    techniques: tuple[str, ...]
    small_range: frozenset[str]
    place: Literal["floor", "bed"]
    complete: bool
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]
    rules_version: str

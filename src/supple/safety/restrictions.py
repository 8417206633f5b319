"""What stops of this day and earlier ones still forbid. Restrictions only ever add up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Urgency
from supple.knowledge.schema.stop import Stop


@dataclass(frozen=True, kw_only=True)
class StopFact:
    """A stop that happened: what, in which technique, when, and on which of the person's days."""

    event: str
    technique: str | None
    at: datetime
    day: date


@dataclass(frozen=True, kw_only=True)
class History:
    """What the journal knows that bears on screening today."""

    stops: tuple[StopFact, ...]
    reviewed_at: datetime | None
    block_b_answered_on: date | None
    sessions_today: int
    refused_today: bool


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """One thing that is not possible now, with words and sources."""

    rule: str
    say: str
    forbids_all: bool
    techniques: frozenset[str] | None
    title: str | None
    urgency: Urgency | None
    who: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Restrictions:
    """All restrictions in force."""

    parts: tuple[Restriction, ...]

    @property
    def paused(self) -> bool:
        """Whether sessions wait for a professional's review."""
        return any(part.urgency is not None for part in self.parts)


NO_RESTRICTIONS = Restrictions(parts=())


def restrictions(history: History, knowledge: Knowledge, *, today: date) -> Restrictions:
    """What is forbidden today because of stops, refusals, and sessions already taken."""
    parts = [part for fact in history.stops for part in _of_stop(fact, history, knowledge, today)]
    policy = knowledge.policy
    if history.refused_today:
        parts.append(_all_of_today("refused_today", policy.not_today["refused_today"], policy.cites, None))
    if history.sessions_today >= policy.sessions_a_day.high:
        say = policy.not_today["sessions_a_day"]
        parts.append(_all_of_today("sessions_a_day", say, policy.cites, policy.not_today_title))
    return Restrictions(parts=tuple(dict.fromkeys(parts)))


def _of_stop(fact: StopFact, history: History, knowledge: Knowledge, today: date) -> Iterator[Restriction]:
    stop = knowledge.stops[fact.event]
    words = knowledge.policy.not_today
    if stop.then.pause and (history.reviewed_at is None or history.reviewed_at <= fact.at):
        yield Restriction(
            rule=stop.id,
            say=words["paused"],
            forbids_all=True,
            techniques=None,
            title=None,
            urgency=Urgency.ROUTINE,
            who=knowledge.policy.default_who,
            sources=stop.cites,
        )
    if stop.then.no_more_today and today <= fact.day:
        yield _all_of_today(stop.id, words["no_more_today"], stop.cites, knowledge.policy.not_today_title)
    if stop.then.only_through_next_day is not None and today <= fact.day + timedelta(days=1):
        yield _only(stop, frozenset(stop.then.only_through_next_day), words["only_through_next_day"])
    if stop.then.lock_technique and fact.technique is not None and _still_locked(fact, history, today):
        name = knowledge.techniques[fact.technique].short
        yield _only(
            stop, frozenset(knowledge.techniques) - {fact.technique}, words["locked"].format(name=name)
        )


def _still_locked(fact: StopFact, history: History, today: date) -> bool:
    answered = history.block_b_answered_on
    return today <= fact.day or answered is None or answered <= fact.day


def _only(stop: Stop, techniques: frozenset[str], say: str) -> Restriction:
    return Restriction(
        rule=stop.id,
        say=say,
        forbids_all=False,
        techniques=techniques,
        title=None,
        urgency=None,
        who=None,
        sources=stop.cites,
    )


def _all_of_today(rule: str, say: str, sources: tuple[str, ...], title: str | None) -> Restriction:
    return Restriction(
        rule=rule,
        say=say,
        forbids_all=True,
        techniques=None,
        title=title,
        urgency=None,
        who=None,
        sources=sources,
    )


def counts_as_stop(event: str | None, knowledge: Knowledge) -> bool:
    """Whether screening is asked again after it. A stop whose reason was never said counts."""
    return event is None or knowledge.stops[event].then.session == "ends"

"""What stops of this day and earlier ones still forbid. Restrictions only ever add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome, Urgency
from supple.knowledge.schema.stop import Stop


@dataclass(frozen=True, kw_only=True)
class StopFact:
    """A stop that happened: what, in which technique, and through which of the person's days it counts.

    `event`: None while nobody said what happened. `answered_before`: whether all questions were last answered
    before it, whatever the days say. `not_lived`: days since then that only the calendar has seen.
    """

    event: str | None
    technique: str | None
    day: date
    answered_before: bool = False
    not_lived: timedelta = timedelta()

    def lasts(self, today: date, *, days: int = 0) -> bool:
        """Whether it still counts today, or still did so many days ago."""
        return today - self.not_lived <= self.day + timedelta(days=days)


@dataclass(frozen=True, kw_only=True)
class History:
    """What the journal knows of stops and refusals that bears on screening today.

    `to_be_answered`: whether the person has still to say what happened at a stop, or whether one was lost.
    """

    stops: tuple[StopFact, ...]
    block_b_answered_on: date | None
    refused_today: bool
    to_be_answered: bool


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """One thing that is not possible now, with words and sources; at `refer` nothing is."""

    rule: str
    say: str
    outcome: Outcome
    techniques: frozenset[str] | None
    title: str | None
    urgency: Urgency | None
    who: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Restrictions:
    """All restrictions in force."""

    parts: tuple[Restriction, ...]

    def with_more(self, more: "Restrictions") -> "Restrictions":
        """These and others, each once."""
        return Restrictions(parts=tuple(dict.fromkeys((*self.parts, *more.parts))))

    @property
    def forbid_all(self) -> bool:
        """Whether no session is possible, whatever is answered."""
        return any(part.outcome.strictness >= Outcome.REFER.strictness for part in self.parts)

    def leave(self, technique: str) -> bool:
        """Whether the technique is still possible."""
        kept = all(part.techniques is None or technique in part.techniques for part in self.parts)
        return kept and not self.forbid_all


NO_RESTRICTIONS = Restrictions(parts=())


def restrictions(history: History, knowledge: Knowledge, *, today: date) -> Restrictions:
    """What is forbidden today because of stops and refusals."""
    parts = [part for fact in history.stops for part in _of_stop(fact, history, knowledge, today)]
    policy = knowledge.policy
    if history.to_be_answered:
        parts.append(_to_be_answered(knowledge))
    if history.refused_today:
        parts.append(_all_of_today("refused_today", policy.not_today["refused_today"], policy.cites, None))
    return Restrictions(parts=tuple(_merged(parts)))


def _merged(parts: Iterable[Restriction]) -> Iterable[Restriction]:
    """Two stops that forbid the same in the same words are one restriction, with the sources of both."""
    by_effect: dict[Restriction, Restriction] = {}
    for part in parts:
        effect = replace(part, rule="", sources=())
        first = by_effect.get(effect, part)
        by_effect[effect] = replace(first, sources=tuple(dict.fromkeys((*first.sources, *part.sources))))
    return by_effect.values()


def locked(history: History, knowledge: Knowledge, *, today: date) -> tuple[str, ...]:
    """Techniques that are closed by a stop of their own, in the order of a session."""
    closed = frozenset(
        fact.technique
        for fact in history.stops
        if fact.technique is not None and _locks(fact, history, knowledge, today)
    )
    return knowledge.technique_order(closed)


def _of_stop(fact: StopFact, history: History, knowledge: Knowledge, today: date) -> Iterator[Restriction]:
    stop = stop_of(fact.event, knowledge)
    words = knowledge.policy.not_today
    if fact.event is None and stop.then.no_more_today and fact.lasts(today):
        yield _to_be_answered(knowledge)
    elif stop.then.no_more_today and fact.lasts(today):
        yield _all_of_today(stop.id, words["no_more_today"], stop.cites, knowledge.policy.not_today_title)
    if stop.then.only_through_next_day is not None and fact.lasts(today, days=1):
        yield _only(stop, frozenset(stop.then.only_through_next_day), words["only_through_next_day"])
    if fact.technique is not None and _locks(fact, history, knowledge, today):
        name = knowledge.techniques[fact.technique].short
        yield _only(
            stop, frozenset(knowledge.techniques) - {fact.technique}, words["locked"].format(name=name)
        )


def _to_be_answered(knowledge: Knowledge) -> Restriction:
    policy = knowledge.policy
    say, title = policy.not_today["to_be_answered"], policy.to_be_answered_title
    return _all_of_today("to_be_answered", say, policy.cites, title)


def _locks(fact: StopFact, history: History, knowledge: Knowledge, today: date) -> bool:
    answered = history.block_b_answered_on
    still = fact.lasts(today) or answered is None or answered <= fact.day or fact.answered_before
    return stop_of(fact.event, knowledge).then.lock_technique and still


def _only(stop: Stop, techniques: frozenset[str], say: str) -> Restriction:
    return Restriction(
        rule=stop.id,
        say=say,
        outcome=Outcome.ALLOW,
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
        outcome=Outcome.REFER,
        techniques=None,
        title=title,
        urgency=None,
        who=None,
        sources=sources,
    )


def stop_of(event: str | None, knowledge: Knowledge) -> Stop:
    """What an event leads to; one that nobody has named yet counts as the policy says."""
    return knowledge.stops[knowledge.policy.unknown_stop_counts_as if event is None else event]


def counts_as_stop(event: str | None, knowledge: Knowledge) -> bool:
    """Whether screening is asked again after it. A stop whose reason was never said counts."""
    return event is None or knowledge.stops[event].then.session == "ends"

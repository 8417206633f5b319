"""Random weeks and months, with gaps, so that every habit rule is met."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from supple.journal.habit.effect import restrictions_of
from supple.journal.habit.facts import Change, DayFact, EventFact, HabitFacts, SessionFact, reviewed
from supple.journal.habit.watch import watch
from supple.knowledge.collection import Knowledge

TODAY = date(2026, 11, 23)
CHANGES: tuple[Change | None, ...] = (None, None, "better", "same", "worse")
SETTLED: tuple[bool | None, ...] = (None, True, True, False)
URGED: tuple[bool | None, ...] = (None, False, True)


def random_facts(knowledge: Knowledge, chance: Random) -> HabitFacts:
    """A random history of up to two months."""
    dates = [TODAY - timedelta(days=ago) for ago in reversed(range(chance.choice((3, 10, 20, 60))))]
    share, most_pops, usual = chance.random(), chance.choice((0, 1, 2, 4, 7)), chance.randint(0, 7)

    def noted() -> bool:
        return chance.random() < share

    def score() -> float:
        return float(min(10, max(0, usual + chance.choice((-2, -1, 0, 0, 0, 1, 2)))))

    few = sorted(chance.choices(dates, k=chance.choice((0, 0, 1, 3))))
    return HabitFacts(
        days=tuple(
            DayFact(
                day=day,
                self_adjusts=chance.randint(0, most_pops) if noted() else None,
                discomfort=score() if noted() else None,
                change=chance.choice(CHANGES) if chance.random() < 1 / 7 else None,
            )
            for day in dates
        ),
        sessions=tuple(
            SessionFact(day=day, settled=chance.choice(SETTLED), after_urge=chance.choice(URGED))
            for day in sorted(chance.choices(dates, k=chance.choice((0, 2, 5))))
        ),
        stops=tuple(EventFact(day=day, event=chance.choice(list(knowledge.stops))) for day in few),
    )


def random_review(facts: HabitFacts, chance: Random) -> date | None:
    """A day of the history on which a professional looked, or none, as often as not."""
    return chance.choice((None, chance.choice(facts.days).day))


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the watch made of a history: how strict, which rules, what is left."""

    strictness: int
    rules: frozenset[str]
    left: frozenset[str]

    def is_no_milder_than(self, other: "Judged") -> bool:
        """Whether it is at least as strict, says at least as much, and leaves at most as much."""
        return self.strictness >= other.strictness and self.rules >= other.rules and self.left <= other.left


def judged(
    facts: HabitFacts, knowledge: Knowledge, *, reviewed_on: date | None = None, today: date = TODAY
) -> Judged:
    """The watch's word on a history."""
    looked_at = facts if reviewed_on is None else reviewed(facts, reviewed_on)
    note = watch(looked_at, knowledge, today=today)
    left = restrictions_of(note, knowledge)
    return Judged(
        strictness=note.outcome.strictness,
        rules=frozenset(one.code for one in note.findings),
        left=frozenset(key for key in knowledge.techniques if left.leave(key)),
    )

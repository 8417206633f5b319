"""The habit watch: facts and rules to a note. The worst rule wins; nothing here names a cause."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supple.journal.habit.conditions import days_counted
from supple.journal.habit.facts import HabitFacts
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import HabitCase, HabitOutcome, HabitRule, Leaves
from supple.knowledge.schema.rule import Urgency


@dataclass(frozen=True, kw_only=True)
class HabitFinding:
    """One rule that had something to say: the days that counted, in the person's words, with sources."""

    code: str
    about: str
    outcome: HabitOutcome
    leaves: Leaves
    urgency: Urgency | None
    who: str | None
    say: str
    days: tuple[date, ...]
    sources: tuple[str, ...]
    review_clears: bool

    @property
    def only_explains(self) -> bool:
        """Whether it says something and takes nothing away."""
        return self.outcome is HabitOutcome.NUDGE and self.leaves is Leaves.EVERYTHING


@dataclass(frozen=True, kw_only=True)
class HabitNote:
    """All findings, strictest first."""

    findings: tuple[HabitFinding, ...]

    @property
    def outcome(self) -> HabitOutcome:
        """The strictest outcome of all findings; none where nothing was found."""
        outcomes = (one.outcome for one in self.findings)
        return max(outcomes, key=lambda one: one.strictness, default=HabitOutcome.NONE)

    @property
    def waits_for_review(self) -> bool:
        """Whether anything would end once a professional has looked."""
        return any(one.review_clears and one.outcome is not HabitOutcome.NONE for one in self.findings)


def watch(facts: HabitFacts, knowledge: Knowledge, *, today: date) -> HabitNote:
    """What the habit rules say today of what was noted."""
    found = [one for rule in knowledge.habits.values() if (one := judge(rule, facts, knowledge, today=today))]
    return HabitNote(
        findings=tuple(sorted(found, key=lambda one: (-one.outcome.strictness, int(one.code[1:]))))
    )


def judge(rule: HabitRule, facts: HabitFacts, knowledge: Knowledge, *, today: date) -> HabitFinding | None:
    """What one rule says; None where it does not speak. Of its degrees that hold, the strictest speaks."""
    holding = list(_holding(rule, facts, knowledge, today))
    if not holding:
        return None
    case, days = max(holding, key=lambda one: one[0].outcome.strictness)
    return HabitFinding(
        code=rule.code,
        about=rule.about,
        outcome=case.outcome,
        leaves=max((one.leaves for one, _ in holding), key=lambda one: one.strictness),
        urgency=case.urgency,
        who=case.who,
        say=case.say.format(count=len(days)),
        days=tuple(dict.fromkeys(days)),
        sources=rule.cites,
        review_clears=rule.review_clears,
    )


def _holding(
    rule: HabitRule, facts: HabitFacts, knowledge: Knowledge, today: date
) -> Iterator[tuple[HabitCase, tuple[date, ...]]]:
    counted = facts.since_review if rule.review_clears and facts.since_review is not None else facts
    pausing = frozenset(key for key, stop in knowledge.stops.items() if stop.then.pause)
    for case in rule.case:
        days = days_counted(case.when, counted, today=today, pausing=pausing)
        if days:
            yield case, days

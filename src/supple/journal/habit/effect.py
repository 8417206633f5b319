"""What a habit note leaves of today's techniques, as restrictions that screening understands."""

from supple.journal.habit.watch import HabitFinding, HabitNote
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import Leaves
from supple.knowledge.schema.rule import Outcome
from supple.safety.restrictions import Restriction, Restrictions

_OUTCOMES = {
    Leaves.EVERYTHING: Outcome.ALLOW,
    Leaves.GENTLE: Outcome.GENTLE_ADVICE,
    Leaves.NOTHING_TODAY: Outcome.REFER,
    Leaves.NOTHING_UNTIL_REVIEWED: Outcome.REFER,
}


def restrictions_of(note: HabitNote, knowledge: Knowledge) -> Restrictions:
    """The note's findings as restrictions. A nudge that takes nothing away restricts nothing."""
    return Restrictions(
        parts=tuple(_restriction(one, knowledge) for one in note.findings if not one.only_explains)
    )


def _restriction(finding: HabitFinding, knowledge: Knowledge) -> Restriction:
    policy = knowledge.policy
    return Restriction(
        rule=finding.code,
        say=finding.say,
        outcome=_OUTCOMES[finding.leaves],
        techniques=frozenset(policy.gentle_techniques) if finding.leaves is Leaves.GENTLE else None,
        title=policy.not_today_title if finding.leaves is Leaves.NOTHING_TODAY else None,
        urgency=finding.urgency,
        who=finding.who,
        sources=finding.sources,
    )

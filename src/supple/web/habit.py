"""What the habit watch says, as pages show it: the words, who to see, and why it is there."""

from dataclasses import dataclass
from datetime import date

from supple.journal.habit.watch import HabitFinding, HabitNote
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import HabitOutcome
from supple.report.charts.words import long_day
from supple.web.words import cited

MOST_DAYS_NAMED = 7


@dataclass(frozen=True, kw_only=True)
class HabitCard:
    """One finding. `who` says whom to see and how soon, `counted` which days it rests on."""

    say: str
    who: str
    code: str
    about: str
    counted: str
    sources: tuple[str, ...]


def cards_for_today(note: HabitNote, knowledge: Knowledge) -> list[HabitCard]:
    """What is more than a nudge. A nudge has its place in the journal alone: nobody is nagged."""
    return [_card(one, knowledge) for one in note.findings if not one.only_explains]


def cards_for_journal(note: HabitNote, knowledge: Knowledge) -> list[HabitCard]:
    """What the days say; a nudge only where nothing stricter says it already."""
    milder = note.outcome.strictness <= HabitOutcome.NUDGE.strictness
    return [_card(one, knowledge) for one in note.findings if milder or not one.only_explains]


def _card(finding: HabitFinding, knowledge: Knowledge) -> HabitCard:
    return HabitCard(
        say=finding.say,
        who=_whom_to_see(finding, knowledge),
        code=finding.code,
        about=finding.about,
        counted=counted_words(finding.days),
        sources=tuple(cited(finding.sources, knowledge)),
    )


def _whom_to_see(finding: HabitFinding, knowledge: Knowledge) -> str:
    if finding.who is None or finding.urgency is None:
        return ""
    how_soon = knowledge.policy.how_soon[finding.urgency.value]
    return f"Who to see: {knowledge.who[finding.who].name}. {how_soon}"


def counted_words(days: tuple[date, ...]) -> str:
    """The days in words: each of a few, or how many from when to when."""
    if len(days) > MOST_DAYS_NAMED:
        return f"{len(days)} days from {long_day(days[0])} to {long_day(days[-1])}"
    return ", ".join(long_day(one) for one in days)

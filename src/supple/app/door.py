"""What comes in from outside names only what the knowledge files know, before it is kept for good."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.base.errors import SuppleError
from supple.journal.current import may_supersede
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    BoutDone,
    CheckIn,
    Entry,
    PopNoted,
    ScreeningEntry,
    SessionStarted,
    StopAnswered,
    StopEntry,
    WeeklyChange,
)
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answers, parse_answers

CLOCKS_DIFFER = timedelta(days=1)


def parsed(raw: Mapping[str, object], knowledge: Knowledge) -> Answers:
    """Raw answers as Answers. Raises NotUnderstoodError on unknown ids or wrong types."""
    try:
        return parse_answers(raw, knowledge)
    except SuppleError as error:
        raise NotUnderstoodError(error.problem, fix=error.fix) from error


def check_names(entry: Entry, knowledge: Knowledge) -> None:
    """Raise NotUnderstoodError for an event, a technique or a question that does not exist.

    A stop names what it will: it is never turned away, and what nobody knows counts as not said.
    """
    match entry:
        case StopAnswered(event=event):
            _known("event", event, knowledge.stops)
        case BoutDone(technique=technique) | PopNoted(technique=technique):
            _known("technique", technique, knowledge.techniques)
        case SessionStarted(techniques=techniques):
            for technique in techniques:
                _known("technique", technique, knowledge.techniques)
        case ScreeningEntry(answers=answers):
            parsed(answers, knowledge)
        case _:
            pass


def check_references(new: Iterable[Entry], kept: Callable[[], Iterable[Entry]]) -> None:
    """Raise NotPossibleError where an entry corrects or scores something that is not there to be.

    `kept`: gives the entries kept so far, asked for only where there is something to look up.
    """
    new = [entry for entry in new if not isinstance(entry, StopEntry)]
    if not any(isinstance(one, ActivityRated) or _superseded(one) for one in new):
        return
    known = {one.id: one for one in kept()}
    for one in new:
        old_id = _superseded(one)
        old = None if old_id is None else known.get(old_id)
        if old_id is not None and (old is None or not may_supersede(one, old)):
            raise NotPossibleError(
                f"The entry {one.id} cannot supersede {old_id}",
                fix="Name a note of the same kind that is kept already",
            )
        if isinstance(one, ActivityRated) and not isinstance(known.get(one.activity_id), ActivityNamed):
            raise NotPossibleError(f"There is no activity {one.activity_id}", fix="Name the activity first")
        # Only now: two that come together cannot take each other away.
        known[one.id] = one


def _superseded(entry: Entry) -> UUID | None:
    found: UUID | None = getattr(entry, "supersedes", None)
    return found


def check_day(entry: Entry, *, today: date) -> None:
    """Raise NotPossibleError for a note about a day to come: it would outlast all that is noted until then.

    The moment of an entry is not judged: clocks differ, and the order of keeping says what came before what.
    """
    if isinstance(entry, CheckIn | WeeklyChange | ActivityRated) and entry.day > today + CLOCKS_DIFFER:
        raise NotPossibleError(
            f"The entry {entry.id} is about {entry.day.isoformat()}, which is still to come",
            fix="Set the clock of the device that it comes from",
        )


def _known(what: str, name: str | None, known: Mapping[str, object]) -> None:
    if name is not None and name not in known:
        raise NotUnderstoodError(f"There is no {what} {name!r}", fix=f"Use one of {', '.join(known)}")

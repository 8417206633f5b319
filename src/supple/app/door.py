"""What comes in from outside names only what the knowledge files know, before it is kept for good."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.base.errors import SuppleError
from supple.journal.current import may_supersede
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    BoutDone,
    Entry,
    PopNoted,
    ScreeningEntry,
    SessionStarted,
    StopEntry,
)
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answers, parse_answers


def parsed(raw: Mapping[str, object], knowledge: Knowledge) -> Answers:
    """Raw answers as Answers. Raises NotUnderstoodError on unknown ids or wrong types."""
    try:
        return parse_answers(raw, knowledge)
    except SuppleError as error:
        raise NotUnderstoodError(error.problem, fix=error.fix) from error


def check_names(entry: Entry, knowledge: Knowledge) -> None:
    """Raise NotUnderstoodError for an event, a technique or a question that does not exist."""
    match entry:
        case StopEntry(event=event, technique=technique):
            _known("event", event, knowledge.stops)
            _known("technique", technique, knowledge.techniques)
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
    new = list(new)
    pointing = [one for one in new if _points_at(one) is not None]
    if not pointing:
        return
    known = {one.id: one for one in (*kept(), *new)}
    for one in pointing:
        old = known.get(_points_at(one) or one.id)
        if isinstance(one, ActivityRated) and not isinstance(known.get(one.activity_id), ActivityNamed):
            raise NotPossibleError(f"There is no activity {one.activity_id}", fix="Name the activity first")
        if getattr(one, "supersedes", None) is not None and (old is None or not may_supersede(one, old)):
            raise NotPossibleError(
                f"The entry {one.id} cannot supersede {_points_at(one)}",
                fix="Name a note of the same kind that is kept already",
            )


def _points_at(entry: Entry) -> UUID | None:
    supersedes: UUID | None = getattr(entry, "supersedes", None)
    return supersedes if supersedes is not None or not isinstance(entry, ActivityRated) else entry.activity_id


def _known(what: str, name: str | None, known: Mapping[str, object]) -> None:
    if name is not None and name not in known:
        raise NotUnderstoodError(f"There is no {what} {name!r}", fix=f"Use one of {', '.join(known)}")

"""What comes in from outside names only what the knowledge files know, before it is kept for good."""

from collections.abc import Mapping

from supple.app.refusals import NotUnderstoodError
from supple.base.errors import SuppleError
from supple.journal.entry import BoutDone, Entry, PopNoted, ScreeningEntry, SessionStarted, StopEntry
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


def _known(what: str, name: str | None, known: Mapping[str, object]) -> None:
    if name is not None and name not in known:
        raise NotUnderstoodError(f"There is no {what} {name!r}", fix=f"Use one of {', '.join(known)}")

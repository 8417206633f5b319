"""What is still to be said of stops: asked before anything else, once for all that are open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.app.service import Supple
from supple.journal.diary import local_time
from supple.journal.entry import DamageAnswered, StopAnswered
from supple.journal.stops import OpenStop, open_damage, open_stops, repairs, reported, reported_by
from supple.knowledge.schema.question import Question
from supple.knowledge.schema.stop import Stop
from supple.safety.stops import pain_event

YesNoUnsure = bool | Literal["unsure"]
# Asked about at once; all of them are fields of one form. What is beyond is asked next.
MOST_STOPS = 300


@dataclass(frozen=True, kw_only=True)
class StopQuestion:
    """The stops to ask about: when the last one was, in the person's own time, and what may be answered."""

    stops: tuple[OpenStop, ...]
    stopped_at: datetime
    choices: tuple[Stop, ...]


@dataclass(frozen=True, kw_only=True)
class StopAnswer:
    """What was said of them. `pain_now` and `follow_up` where the event asks for them."""

    event: str
    pain_now: float | None = None
    follow_up: Mapping[str, YesNoUnsure]


def stop_question(supple: Supple) -> StopQuestion | None:
    """What to ask about stops now; None where everything is said."""
    stops = open_stops(supple.reading(), supple.knowledge)[:MOST_STOPS]
    if not stops:
        return None
    known = supple.knowledge.stops.values()
    choices = sorted((stop for stop in known if stop.order), key=lambda stop: stop.order)
    return StopQuestion(stops=tuple(stops), stopped_at=local_time(stops[-1].pressed), choices=tuple(choices))


def questions_after(supple: Supple, event: str) -> list[Question]:
    """What is asked at once after that answer. Raises NotUnderstoodError for an event that is no answer."""
    return [supple.knowledge.questions[key] for key in _choice(supple, event).then.ask]


def answer_stops(supple: Supple, stop_ids: tuple[UUID, ...], answer: StopAnswer) -> Stop:
    """Keep what was said of these stops; what it leads to.

    Of a stop that was answered already, elsewhere or by a press that was not meant, only what is worse is
    kept as well. Raises NotPossibleError where that is nothing.
    """
    stop = _choice(supple, answer.event)
    # Said later, it is no rise from what was felt before the session; only a high number counts.
    pain = answer.pain_now
    risen = None if pain is None else pain_event(before=pain, now=pain, knowledge=supple.knowledge)
    event = risen or answer.event
    entries = supple.reading()
    still_open = {stop.stop_id for stop in open_stops(entries, supple.knowledge)}
    before = reported(entries, supple.knowledge)
    reports = reported_by(event, answer.pain_now, answer.follow_up, supple.knowledge)
    worse = reports - {key for key, known in supple.knowledge.stops.items() if known.then.session != "ends"}
    kept = tuple(
        stop_id for stop_id in stop_ids if stop_id in still_open or worse - before.get(stop_id, worse)
    )
    if not kept:
        raise NotPossibleError("This was answered already", fix="Go to Today and start from there")
    if answer.follow_up.keys() - set(stop.then.ask):
        raise NotUnderstoodError("That was not asked", fix="Load the page again")
    supple.store.add(
        [
            StopAnswered(
                **supple.stamp(),
                stop_ids=kept,
                event=event,
                pain_now=answer.pain_now,
                follow_up=dict(answer.follow_up),
            )
        ]
    )
    return supple.knowledge.stops[event]


def leads_to_emergency(stop: Stop, follow_up: Mapping[str, YesNoUnsure]) -> bool:
    """Whether the answer, or a yes or not sure after it, means: get help now."""
    return stop.then.emergency or any(answer is not False for answer in follow_up.values())


def damage_to_ask_about(supple: Supple) -> UUID | None:
    """The repair of the journal of which it is not known whether a stop was lost in it."""
    repair = open_damage(supple.reading())
    return None if repair is None else repair.id


def answer_damage(supple: Supple, damage_id: UUID, *, stopped: YesNoUnsure) -> None:
    """Keep whether a stop for something wrong may be lost.

    A no that was kept before does not outweigh another answer. Raises NotPossibleError where all was said.
    """
    entries = supple.reading()
    answers = [
        entry.stopped_for_something_wrong
        for entry in entries
        if isinstance(entry, DamageAnswered) and entry.damage_id == damage_id
    ]
    is_known = any(repair.id == damage_id for repair in repairs(entries))
    if not is_known or any(answers) or (answers and not stopped):
        raise NotPossibleError("This was answered already", fix="Go to Today and start from there")
    supple.store.add(
        [DamageAnswered(**supple.stamp(), damage_id=damage_id, stopped_for_something_wrong=stopped)]
    )


def _choice(supple: Supple, event: str) -> Stop:
    stop = supple.knowledge.stops.get(event)
    if stop is None or not stop.order:
        known = ", ".join(key for key, choice in supple.knowledge.stops.items() if choice.order)
        raise NotUnderstoodError(f"There is no answer {event!r}", fix=f"Use one of {known}")
    return stop

"""Stops as Observations: what the person said had happened, and where in the session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from supple.journal.entry import Entry, StopAnswered, StopEntry, UnreadStop
from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Noted, Section, observation, score
from supple.report.fhir.plain import Resource, moment, plain
from supple.report.fhir.sessions import session_address


@dataclass(frozen=True, kw_only=True)
class Stops:
    """What entries about one stop have to know of each other: when it was pressed, and if it was answered."""

    pressed: Mapping[UUID, StopEntry | UnreadStop]
    answered: frozenset[UUID]


def stops_in(standing: Sequence[Entry]) -> Stops:
    """The first entry of each stop, and the stops of which somebody said what happened."""
    entries = [entry for entry in standing if isinstance(entry, StopEntry)]
    unread = {entry.id: entry for entry in standing if isinstance(entry, UnreadStop)}
    late = (entry.stop_ids for entry in standing if isinstance(entry, StopAnswered))
    answered = {entry.stop_id for entry in entries if entry.event is not None}
    return Stops(
        pressed={**{entry.stop_id: entry for entry in reversed(entries)}, **unread},
        answered=frozenset(answered.union(*late)),
    )


def stop(frame: Frame, one: StopEntry, stops: Stops) -> Iterator[Noted]:
    """A stop and the pain said with it; a bare press is left to the entry that says what happened."""
    if one.event is not None or one.follow_up or one.stop_id not in stops.answered:
        yield _event(frame, one, stops.pressed[one.stop_id], of=("stop", one.id))
    if one.pain_now is not None:
        yield Noted(
            section=Section.STOPS,
            resource=observation(
                frame,
                of=("stop", one.id, "pain"),
                code=frame.discomfort["stop"],
                when=moment(one),
                value=score(one.pain_now),
                part_of=session_address(one.session_id),
            ),
            when=moment(one),
            line=f"pain after the stop {one.pain_now:g} of 10",
        )


def answered_later(frame: Frame, answer: StopAnswered, stops: Stops) -> Iterator[Noted]:
    """Each stop that an answer is about, as if it had been said at once."""
    for stop_id in answer.stop_ids:
        pressed = stops.pressed.get(stop_id)
        if isinstance(pressed, StopEntry):
            said = pressed.model_copy(update={"event": answer.event, "follow_up": answer.follow_up})
            yield _event(frame, said, pressed, of=("stop", answer.id, stop_id))
        elif pressed is not None:
            yield unread(frame, pressed, event=answer.event)


def unread(frame: Frame, stop: UnreadStop, *, event: str | None = None) -> Noted:
    """A stop of which only this is known: that it was, and when it arrived."""
    concept = None if event is None else frame.concept("stops", event)
    value: Resource = (
        {"dataAbsentReason": frame.external("not_said")}
        if concept is None
        else {"valueCodeableConcept": concept}
    )
    return Noted(
        section=Section.STOPS,
        resource=observation(
            frame,
            of=("stop", stop.id),
            code=frame.concept("notes", "stop"),
            when=moment(stop),
            value=value,
        ),
        when=moment(stop),
        line="nothing was said about why" if concept is None else str(concept["text"]),
    )


def _event(frame: Frame, one: StopEntry, pressed: StopEntry | UnreadStop, *, of: tuple[object, ...]) -> Noted:
    # An event that an older journal names and nobody knows is still what was said.
    said = None if one.event is None else frame.concept("stops", one.event)
    value: Resource = (
        {"dataAbsentReason": frame.external("not_said")} if said is None else {"valueCodeableConcept": said}
    )
    words = "nothing was said about why" if said is None else str(said["text"])
    technique = None if one.technique is None else frame.words("techniques", one.technique)
    details = [technique, one.side, None if one.level is None else f"level {one.level}"]
    where = ", ".join(detail for detail in details if detail)
    asked = "".join(
        f"; {frame.words('questions', key)}: {_word(answer)}" for key, answer in one.follow_up.items()
    )
    return Noted(
        section=Section.STOPS,
        resource=observation(
            frame,
            of=of,
            code=frame.concept("notes", "stop"),
            when=moment(pressed),
            value=value,
            part_of=session_address(one.session_id),
            component=[*_place(frame, one), *_follow_up(frame, one)],
        ),
        when=moment(pressed),
        line=f"{words}{f' ({where})' if where else ''}{asked}",
    )


def _place(frame: Frame, one: StopEntry) -> Iterator[Resource]:
    """Where in the session: seconds, movement, side and level."""
    seconds = {"value": round(one.session_ms / 1000, 3), "unit": "s"}
    yield {"code": frame.concept("notes", "seconds_in"), "valueQuantity": seconds}
    if one.technique is not None:
        yield {
            "code": frame.concept("notes", "technique"),
            "valueCodeableConcept": frame.concept("techniques", one.technique),
        }
    for name, text in (("side", one.side), ("level", one.level)):
        if text is not None and plain(text):
            yield {"code": frame.concept("notes", name), "valueString": plain(text)}


def _follow_up(frame: Frame, one: StopEntry) -> Iterator[Resource]:
    for key, answer in one.follow_up.items():
        yield {
            "code": frame.concept("questions", key),
            "valueCodeableConcept": frame.concept("answers", answer_code(answer=answer)),
        }


def answer_code(*, answer: object) -> str:
    """The code of an answer to a yes or no question."""
    return "yes" if answer is True else "no" if answer is False else "unsure"


def _word(answer: object) -> str:
    return {"yes": "yes", "no": "no", "unsure": "not sure"}[answer_code(answer=answer)]

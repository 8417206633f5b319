"""Stops as Observations: what the person said had happened, and where in the session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from supple.journal.entry import Entry, StopEntry
from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Noted, Section, observation, score
from supple.report.fhir.plain import Resource, moment, plain
from supple.report.fhir.sessions import session_address


@dataclass(frozen=True, kw_only=True)
class Stops:
    """What entries about one stop have to know of each other: when it was pressed, and if it was answered."""

    pressed: Mapping[UUID, StopEntry]
    answered: frozenset[UUID]


def stops_in(standing: Sequence[Entry]) -> Stops:
    """The first entry of each stop, and the stops of which somebody said what happened."""
    found = [one for one in standing if isinstance(one, StopEntry)]
    return Stops(
        pressed={one.stop_id: one for one in reversed(found)},
        answered=frozenset(one.stop_id for one in found if one.event is not None),
    )


def stop(frame: Frame, one: StopEntry, stops: Stops) -> Iterator[Noted]:
    """A stop and the pain said with it; a bare press is left to the entry that says what happened."""
    if one.event is not None or one.follow_up or one.stop_id not in stops.answered:
        yield _event(frame, one, stops.pressed[one.stop_id])
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


def _event(frame: Frame, one: StopEntry, pressed: StopEntry) -> Noted:
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
            of=("stop", one.id),
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

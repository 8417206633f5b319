"""Sessions as Procedures, and how the person felt before and after them."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from supple.journal.entry import (
    AfterEntry,
    BoutDone,
    Entry,
    NextDay,
    PopNoted,
    SessionEnded,
    SessionStarted,
    StopEntry,
)
from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Noted, Section, observation, score
from supple.report.fhir.plain import Resource, made_id, moment, plain, reference, urn


@lru_cache(maxsize=1000)
def session_address(session_id: UUID) -> str:
    """The fullUrl of the Procedure of a session."""
    return urn(made_id("session", session_id))


def procedure(frame: Frame, session_id: UUID, own: Sequence[Entry], screened: AbstractSet[UUID]) -> Noted:
    """One session, from everything noted of it as it happened; `screened`: the screenings in the document."""
    started = next((one for one in own if isinstance(one, SessionStarted)), None)
    ended = next((one for one in reversed(own) if isinstance(one, SessionEnded)), None)
    first = started or own[0]
    began = moment(first)
    period: Resource = {"start": began}
    # A clock that was set back between start and end must not turn the period round.
    if ended is not None and ended.at - first.at >= timedelta():
        period["end"] = moment(ended)
    status, done = _status(ended, own), _done(frame, own)
    told = [*_planned(frame, started), *done, *_pops(own), *_played(ended)]
    found: Resource = {
        "resourceType": "Procedure",
        "id": made_id("session", session_id),
        "status": status,
        "code": frame.concept("notes", "session"),
        "subject": frame.by_person,
        "performedPeriod": period,
        "performer": [{"actor": frame.by_person}],
        "usedReference": [frame.by_device],
    }
    if started is not None and started.screening_id in screened:
        # What Supple answered to the screening is why the session could begin.
        found["reasonReference"] = [reference(urn(made_id("response", started.screening_id, "outcome")))]
    if told:
        found["note"] = [{"text": plain("\n".join(told))}]
    return Noted(
        section=Section.SESSIONS,
        resource=found,
        when=began,
        line=f"session, {_IN_WORDS[status]}. {'; '.join(told)}",
    )


_IN_WORDS = {"completed": "completed", "stopped": "stopped early", "unknown": "its end was not noted"}


def _status(ended: SessionEnded | None, own: Sequence[Entry]) -> str:
    if ended is not None:
        return "completed" if ended.completed else "stopped"
    return "stopped" if any(isinstance(one, StopEntry) for one in own) else "unknown"


def _planned(frame: Frame, started: SessionStarted | None) -> Iterator[str]:
    if started is not None:
        names = ", ".join(frame.words("techniques", key) for key in started.techniques) or "no movement"
        yield f"Planned: {started.minutes} minutes, region {plain(started.region) or 'not named'}: {names}"


def _done(frame: Frame, own: Sequence[Entry]) -> list[str]:
    """How long each movement was held or swept, by level and side, in seconds."""
    seconds: dict[tuple[str, str | None], dict[str | None, float]] = {}
    for one in own:
        if isinstance(one, BoutDone):
            sides = seconds.setdefault((one.technique, one.level), {})
            sides[one.side] = sides.get(one.side, 0.0) + one.seconds
    return [
        f"Done: {frame.words('techniques', technique)}{f', level {level}' if level else ''}: "
        + ", ".join(f"{f'{side} ' if side else ''}{round(length, 1):g} s" for side, length in sides.items())
        for (technique, level), sides in seconds.items()
    ]


def _pops(own: Sequence[Entry]) -> Iterator[str]:
    pops = sum(isinstance(one, PopNoted) for one in own)
    if pops:
        yield f"Pops that the person wanted noted: {pops}"


def _played(ended: SessionEnded | None) -> Iterator[str]:
    if ended is not None:
        yield f"Played for {round(ended.played_ms / 1000)} s"


def around(frame: Frame, one: SessionStarted | AfterEntry | NextDay) -> Iterator[Noted]:
    """How it was before or after a session."""
    match one:
        case SessionStarted():
            yield from _feelings(frame, one, "before")
        case AfterEntry():
            yield from _feelings(frame, one, "after")
            yield _mobility(frame, one)
        case NextDay():
            yield _around(
                frame,
                one,
                what="next_day",
                code=frame.concept("notes", "next_day"),
                value={"valueBoolean": one.settled},
                section=Section.SESSIONS,
                line=f"As it had been before, by the day after a session: {'yes' if one.settled else 'no'}",
            )


def _mobility(frame: Frame, one: AfterEntry) -> Noted:
    felt = frame.concept("comparisons", one.mobility)
    return _around(
        frame,
        one,
        what="mobility",
        code=frame.concept("notes", "mobility"),
        value={"valueCodeableConcept": felt},
        section=Section.SESSIONS,
        line=f"After a session, moving compared with before: {frame.words('comparisons', one.mobility)}",
    )


def _feelings(frame: Frame, one: SessionStarted | AfterEntry, when: str) -> Iterator[Noted]:
    if one.discomfort is not None:
        yield _around(
            frame,
            one,
            what="discomfort",
            code=frame.discomfort[when],
            value=score(one.discomfort),
            section=Section.DISCOMFORT,
            line=f"Discomfort {when} a session: {one.discomfort:g} of 10",
        )
    if one.stiffness is not None:
        yield _around(
            frame,
            one,
            what="stiffness",
            code=frame.concept("notes", f"stiffness_{when}"),
            value=score(one.stiffness),
            section=Section.DISCOMFORT,
            line=f"Stiffness {when} a session: {one.stiffness} of 10",
        )


def _around(
    frame: Frame,
    one: SessionStarted | AfterEntry | NextDay,
    *,
    what: str,
    code: Resource,
    value: Resource,
    section: Section,
    line: str,
) -> Noted:
    when = moment(one)
    return Noted(
        section=section,
        resource=observation(
            frame,
            of=(one.kind, one.id, what),
            code=code,
            when=when,
            value=value,
            part_of=session_address(one.session_id),
        ),
        when=when,
        line=line,
    )

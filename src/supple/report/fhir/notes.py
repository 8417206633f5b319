"""What the person noted beside sessions, as Observations."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Reason,
    ReviewConfirmed,
    SelfAdjust,
    WeeklyChange,
)
from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Noted, Section, observation, score
from supple.report.fhir.plain import made_id, moment, plain, urn

Note = CheckIn | WeeklyChange | Reason | SelfAdjust | ReviewConfirmed


def note(frame: Frame, one: Note) -> Iterator[Noted]:
    """The Observations of one note."""
    match one:
        case CheckIn():
            yield from _check_in(frame, one)
        case WeeklyChange():
            yield _week(frame, one)
        case Reason():
            yield _own_words(frame, one, "reason", Section.REASON, one.text)
        case SelfAdjust():
            yield _plain_fact(frame, one, "self_adjust", Section.SELF_ADJUSTS)
        case ReviewConfirmed():
            yield _plain_fact(frame, one, "review_confirmed", Section.SCREENING)


def _check_in(frame: Frame, one: CheckIn) -> Iterator[Noted]:
    day = one.day.isoformat()
    if one.discomfort is not None:
        yield Noted(
            section=Section.DISCOMFORT,
            resource=observation(
                frame,
                of=("check_in", one.id, "discomfort"),
                code=frame.discomfort["day"],
                when=day,
                value=score(one.discomfort),
            ),
            when=day,
            line=f"discomfort on the whole {one.discomfort} of 10",
        )
    if one.self_adjusts is not None:
        yield Noted(
            section=Section.SELF_ADJUSTS,
            resource=observation(
                frame,
                of=("check_in", one.id, "self_adjusts"),
                code=frame.concept("notes", "self_adjusts"),
                when=day,
                value={"valueInteger": one.self_adjusts},
            ),
            when=day,
            line=f"{one.self_adjusts} in all on that day",
        )
    if one.note is not None and plain(one.note):
        yield Noted(
            section=Section.DISCOMFORT,
            resource=observation(
                frame,
                of=("check_in", one.id, "note"),
                code=frame.concept("notes", "day_note"),
                when=day,
                value={"valueString": plain(one.note)},
            ),
            when=day,
            line=one.note,
        )


def _week(frame: Frame, one: WeeklyChange) -> Noted:
    day = one.day.isoformat()
    return Noted(
        section=Section.DISCOMFORT,
        resource=observation(
            frame,
            of=("weekly_change", one.id),
            code=frame.concept("notes", "weekly_change"),
            when=day,
            value={"valueCodeableConcept": frame.concept("comparisons", one.change)},
        ),
        when=day,
        line=f"compared with a week ago: {one.change}",
    )


def _own_words(frame: Frame, one: Reason | ActivityNamed, code: str, section: Section, text: str) -> Noted:
    said, when = plain(text) or "(left blank)", moment(one)
    return Noted(
        section=section,
        resource=observation(
            frame,
            of=(one.kind, one.id),
            code=frame.concept("notes", code),
            when=when,
            value={"valueString": said},
        ),
        when=when,
        line=said,
    )


def _plain_fact(frame: Frame, one: SelfAdjust | ReviewConfirmed, code: str, section: Section) -> Noted:
    when = moment(one)
    return Noted(
        section=section,
        resource=observation(
            frame,
            of=(one.kind, one.id),
            code=frame.concept("notes", code),
            when=when,
            value={"valueBoolean": True},
        ),
        when=when,
        line=frame.words("notes", code),
    )


def activity(frame: Frame, one: ActivityNamed) -> Noted:
    """The activity itself, on which its scores look back."""
    return _own_words(frame, one, "activity", Section.ACTIVITIES, one.name)


def rating(frame: Frame, one: ActivityRated, names: Mapping[UUID, str]) -> Noted:
    """A score of an activity; without a name where the activity was taken off the list."""
    day, name = one.day.isoformat(), names.get(one.activity_id)
    called = plain(name or "") or "an activity that was taken off the list"
    concept = frame.concept("notes", "activity_score")
    return Noted(
        section=Section.ACTIVITIES,
        resource=observation(
            frame,
            of=("activity_rated", one.id),
            code={**concept, "text": f"{called}: how well it goes, from 0, not at all, to 10, as before"},
            when=day,
            value={"valueInteger": one.score},
            focus=None if name is None else urn(made_id("activity_named", one.activity_id)),
        ),
        when=day,
        line=f"{called}: {one.score} of 10",
    )

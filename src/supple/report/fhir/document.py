"""The whole hand-over as one FHIR R4 document. Pure: the same entries and moment give the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from pydantic_core import to_json

from supple.journal.current import current
from supple.journal.diary import by_session
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    AfterEntry,
    BoutDone,
    CheckIn,
    ClockPutRight,
    ClockSetBack,
    DamageAnswered,
    Entry,
    JournalRepaired,
    NextDay,
    PersonNamed,
    PlaceChosen,
    PopNoted,
    Reason,
    Reminders,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopAnswered,
    StopEntry,
    UnreadStop,
    WeeklyChange,
    Withdrawn,
)
from supple.knowledge.collection import Knowledge
from supple.report.fhir.built import Built
from supple.report.fhir.composition import Page, composition
from supple.report.fhir.form import form, form_address
from supple.report.fhir.frame import Frame
from supple.report.fhir.notes import activity, note, rating
from supple.report.fhir.observation import Noted, Section, Written
from supple.report.fhir.plain import Resource, instant, made_id, plain, urn
from supple.report.fhir.responses import Screenings
from supple.report.fhir.sessions import around, procedure
from supple.report.fhir.stops import Stops, answered_later, stop, stops_in, unread


def document(
    entries: Sequence[Entry],
    knowledge: Knowledge,
    *,
    made_at: datetime,
    version: str,
    advice: Sequence[str],
) -> Iterator[bytes]:
    """The document as UTF-8 JSON, one space a level, in pieces. Arguments as for `fhir_bundle`."""
    standing = current(entries)
    # The first entry of all names the person, so that each hand-over is about the same one.
    whose = entries[0].id if entries else made_at.isoformat()
    frame = Frame(
        knowledge=knowledge, patient=urn(made_id("patient", whose)), device=urn(made_id("device", version))
    )
    built = Built()
    written = [_written(built, one) for one in _noted(frame, standing)]
    date = instant(made_at, made_at.utcoffset() or timedelta())
    page = Page(
        id=made_id(
            "document", date, version, knowledge.boundaries.version, *advice, *(one.id for one in standing)
        ),
        date=date,
        name=_name(standing),
        version=version,
        rules=sorted({one.rules_version for one in standing}),
        advice=advice,
        aids=[*_forms(standing), *(one.url for one in frame.own.values())],
    )
    return _document(frame, page, built, written)


def _document(frame: Frame, page: Page, built: Built, written: Sequence[Written]) -> Iterator[bytes]:
    sections: dict[Section, list[Written]] = {}
    for one in written:
        sections.setdefault(one.section, []).append(one)
    head = built.resource(
        {"resourceType": "Bundle"}
        | {
            "id": page.id,
            "identifier": {"system": "urn:ietf:rfc:3986", "value": urn(page.id)},
            "type": "document",
            "timestamp": page.date,
        }
    )
    first = (composition(frame, page, sections), _patient(frame, page), _device(frame, page))
    last = (
        *(form(frame, rules) for rules in page.rules if form_address(rules) in page.aids),
        *(one.resource(frame.knowledge.boundaries.version) for one in frame.own.values()),
    )
    resources = chain(
        (_entry(built, one) for one in first),
        (one.entry for one in written),
        (_entry(built, one) for one in last),
    )
    yield to_json(head, indent=1).removesuffix(b"\n}") + b',\n "entry": [\n' + next(resources)
    for entry in resources:
        yield b",\n" + entry
    yield b"\n ]\n}"


def _written(built: Built, noted: Noted) -> Written:
    return Written(
        section=noted.section,
        address=noted.address,
        told=noted.told,
        entry=_entry(built, noted.resource),
    )


def _entry(built: Built, resource: Resource) -> bytes:
    """An entry of the Bundle, at its depth there: a line break inside of a text is never written as one."""
    entry = {"fullUrl": urn(str(resource["id"])), "resource": built.resource(resource)}
    return b"  " + to_json(entry, indent=1).replace(b"\n", b"\n  ")


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What one entry has to know of the others. names: of activities."""

    frame: Frame
    screenings: Screenings
    names: Mapping[UUID, str]
    stops: Stops

    def of(self, one: Entry) -> Iterator[Noted]:  # noqa: C901 - one case a kind of entry
        """The resources that come from one entry."""
        match one:
            case ScreeningEntry():
                yield from self.screenings.resources(one)
            case SessionStarted() | AfterEntry() | NextDay():
                yield from around(self.frame, one)
            case StopEntry():
                yield from stop(self.frame, one, self.stops)
            case CheckIn() | WeeklyChange() | Reason() | SelfAdjust() | ReviewConfirmed():
                yield from note(self.frame, one)
            case ActivityNamed():
                yield activity(self.frame, one)
            case ActivityRated():
                yield rating(self.frame, one, self.names)
            case BoutDone() | PopNoted() | SessionEnded():
                pass  # told in the session's Procedure
            case PersonNamed() | PlaceChosen() | Reminders() | Withdrawn():
                pass  # the name is the Patient's; the rest is about Supple, not about the back
            case StopAnswered():
                yield from answered_later(self.frame, one, self.stops)
            case UnreadStop() if one.id not in self.stops.answered:
                yield unread(self.frame, one)
            case UnreadStop():
                pass  # told with its answer
            case JournalRepaired() | DamageAnswered() | ClockSetBack() | ClockPutRight():
                pass  # about the journal, not about the back


def _noted(frame: Frame, standing: Sequence[Entry]) -> Iterator[Noted]:
    """Every resource that comes from entries, in their order; a session where it is first spoken of."""
    of_session = by_session(standing)
    told = _Told(
        frame=frame,
        screenings=Screenings(frame=frame),
        names={one.id: one.name for one in standing if isinstance(one, ActivityNamed)},
        stops=stops_in(standing),
    )
    screened = {one.id for one in standing if isinstance(one, ScreeningEntry)}
    seen = set[UUID]()
    for one in standing:
        session_id = getattr(one, "session_id", None)
        if session_id is not None and session_id not in seen:
            seen.add(session_id)
            yield procedure(frame, session_id, of_session[session_id], screened)
        yield from told.of(one)


def _forms(standing: Sequence[Entry]) -> list[str]:
    """The address of the form of every version of the rules under which somebody was screened."""
    versions = {one.rules_version for one in standing if isinstance(one, ScreeningEntry)}
    return [form_address(one) for one in sorted(versions)]


def _name(standing: Sequence[Entry]) -> str | None:
    newest = next((one for one in reversed(standing) if isinstance(one, PersonNamed)), None)
    return (plain(newest.name) or None) if newest is not None else None


def _patient(frame: Frame, page: Page) -> Resource:
    found: Resource = {"resourceType": "Patient", "id": frame.patient.removeprefix("urn:uuid:")}
    return found if page.name is None else {**found, "name": [{"text": page.name}]}


def _device(frame: Frame, page: Page) -> Resource:
    return {
        "resourceType": "Device",
        "id": frame.device.removeprefix("urn:uuid:"),
        "status": "active",
        "deviceName": [{"name": "Supple", "type": "user-friendly-name"}],
        "version": [{"value": page.version}],
    }

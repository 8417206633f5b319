"""The document's first page: who wrote it, about whom, and its parts in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Section, Written
from supple.report.fhir.plain import Resource, made_id, narrative, plain, reference

TITLE = "What was noted in Supple"
SELF_REPORTED = (
    "All of this was noted by the person and guided by a program; nobody examined anybody. "
    "Where nothing was noted, nothing is known."
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the first page says besides the entries. `aids`: addresses of what explains the rest."""

    id: str
    date: str
    name: str | None
    version: str
    rules: Sequence[str]
    advice: Sequence[str]
    aids: Sequence[str]


def composition(frame: Frame, page: Page, noted: Mapping[Section, Sequence[Written]]) -> Resource:
    """The Composition, with every resource in one of its sections."""
    whose = "" if page.name is None else f" by {page.name}"
    return {
        "resourceType": "Composition",
        "id": made_id(page.id, "composition"),
        "text": narrative([f"{TITLE}{whose}, written out at {page.date}.", SELF_REPORTED]),
        "status": "final",
        "type": frame.external("document"),
        "subject": frame.by_person,
        "date": page.date,
        "author": [frame.by_person, frame.by_device],
        "title": TITLE,
        "section": [
            *(_section(frame, one, noted.get(one, ())) for one in Section),
            _titled("What Supple advised", narrative([] if page.advice else [NOTHING], page.advice)),
            _about(frame, page),
        ],
    }


NOTHING = "Nothing was noted."


def _section(frame: Frame, section: Section, noted: Sequence[Written]) -> Resource:
    text = narrative([] if noted else [NOTHING], (one.told for one in noted))
    found = _titled(section.value, text)
    if section is Section.REASON:
        found["code"] = frame.external("reason_section")
    if noted:
        found["entry"] = [reference(one.address) for one in noted]
    return found


def _titled(title: str, text: Resource) -> Resource:
    return {"title": title, "text": text}


def _about(frame: Frame, page: Page) -> Resource:
    found = _titled("How to read this", narrative(_paragraphs(frame, page)))
    return {**found, "entry": [reference(one) for one in page.aids]}


def _paragraphs(frame: Frame, page: Page) -> Iterator[str]:
    boundaries = frame.knowledge.boundaries
    yield SELF_REPORTED
    yield boundaries.short
    yield boundaries.not_reviewed
    older = ", ".join(plain(one) for one in page.rules if one != boundaries.version and plain(one))
    also = f" Some entries were made under {older}." if older else ""
    yield f"Supple {page.version}, rules {boundaries.version} of {boundaries.released_on}.{also}"
    for codes in frame.knowledge.codes.values():
        yield f"{codes.title}: {codes.note}"

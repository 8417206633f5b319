"""What a resource says, and where in the document it stands."""

from dataclasses import dataclass
from enum import StrEnum

from supple.report.fhir.frame import Frame
from supple.report.fhir.plain import Resource, made_id, reference, urn


class Section(StrEnum):
    """The document's parts, with their titles, in their order."""

    REASON = "Why the person came"
    SCREENING = "Answers before sessions"
    STOPS = "When a session was stopped"
    DISCOMFORT = "Discomfort and stiffness"
    ACTIVITIES = "Activities that the person wants back"
    SELF_ADJUSTS = "Popping their own back"
    SESSIONS = "Sessions"


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A resource, its section, and the same in words for the section's text; `when` as FHIR writes it."""

    section: Section
    resource: Resource
    when: str
    line: str

    @property
    def address(self) -> str:
        """The resource's fullUrl."""
        return urn(str(self.resource["id"]))

    @property
    def told(self) -> str:
        """Day, time where there is one, and the words."""
        return f"{self.when[:10]} {self.when[11:16]}".rstrip() + f": {self.line}"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is left of a resource once it was written: 100,000 of them take a quarter of the memory."""

    section: Section
    address: str
    told: str
    entry: bytes


def observation(
    frame: Frame,
    *,
    of: tuple[object, ...],
    code: Resource,
    when: str,
    value: Resource,
    part_of: str | None = None,
    focus: str | None = None,
    derived_from: str | None = None,
    component: list[Resource] | None = None,
    note: str | None = None,
    said_by_person: bool = True,
) -> Resource:
    """An Observation; `of` are the parts of its id, `value` its value[x]."""
    found: Resource = {
        "resourceType": "Observation",
        "id": made_id(*of),
        "status": "final",
        "category": [frame.external("category")],
        "code": code,
        "subject": frame.by_person,
        "effectiveDateTime": when,
        **value,
        "device": frame.by_device,
    }
    if said_by_person:
        found["performer"] = [frame.by_person]
    if part_of is not None:
        found["partOf"] = [reference(part_of)]
    if focus is not None:
        found["focus"] = [reference(focus)]
    if derived_from is not None:
        found["derivedFrom"] = [reference(derived_from)]
    if component:
        found["component"] = component
    if note is not None:
        found["note"] = [{"text": note}]
    return found


def score(number: float) -> Resource:
    """A score from 0 to 10 as value[x]: whole where it is whole."""
    if float(number).is_integer():
        return {"valueInteger": int(number)}
    return {"valueQuantity": {"value": float(number), "unit": "points of 10"}}

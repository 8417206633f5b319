"""What every resource of one hand-over shares: whose it is, what wrote it, and where codes come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.code import Use
from supple.report.fhir.own_codes import OwnSystem, own_systems
from supple.report.fhir.plain import Resource, plain, reference
from supple.report.fhir.shape import Shared

# The public code says pain; Supple asks about discomfort, and the text says so.
DISCOMFORT = {
    "day": "Discomfort of the back on the whole, on that day",
    "before": "Discomfort of the back before a session",
    "after": "Discomfort of the back after a session",
    "stop": "Pain after a session was stopped",
}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Addresses of the Patient and the Device, and the codes."""

    knowledge: Knowledge
    patient: str
    device: str

    @cached_property
    def own(self) -> Mapping[str, OwnSystem]:
        """Our own systems by key."""
        return own_systems(self.knowledge)

    @cached_property
    def by_person(self) -> Resource:
        """A Reference to the person."""
        return Shared(reference(self.patient))

    @cached_property
    def by_device(self) -> Resource:
        """A Reference to Supple itself."""
        return Shared(reference(self.device))

    @cached_property
    def _external(self) -> Mapping[Use, Resource]:
        return {
            code.used_for: Shared(coding=[{"system": one.system, "code": code.code, "display": code.display}])
            for one in self.knowledge.codes.values()
            for code in one.code
        }

    @cached_property
    def _concepts(self) -> Mapping[tuple[str, str], Resource]:
        return {
            (key, code): Shared(
                coding=[{"system": system.url, "code": code, "display": plain(display)}],
                text=plain(display),
            )
            for key, system in self.own.items()
            for code, (display, _) in system.concepts.items()
        }

    @cached_property
    def discomfort(self) -> Mapping[str, Resource]:
        """The CodeableConcept of a discomfort number, by when it was asked."""
        return {
            when: Shared({**self.external("discomfort"), "text": words}) for when, words in DISCOMFORT.items()
        }

    def external(self, use: Use) -> Resource:
        """The CodeableConcept of a public system for one use."""
        return self._external[use]

    def concept(self, system: str, code: str) -> Resource:
        """A CodeableConcept of ours; only its text where an older journal names what is no more."""
        return self._concepts.get((system, code)) or {"text": plain(code) or "not named"}

    def coding(self, system: str, code: str) -> Resource:
        """A Coding of ours. Raises KeyError for a code that is none."""
        display, _ = self.own[system].concepts[code]
        return {"system": self.own[system].url, "code": code, "display": plain(display)}

    def words(self, system: str, code: str) -> str:
        """What a code of ours means, for people."""
        found = self.own[system].concepts.get(code)
        return found[0] if found else code

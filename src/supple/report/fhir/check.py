"""Whether a Bundle is a whole FHIR R4 document. Knows nothing of how ours is made."""

from collections.abc import Iterator, Mapping

from supple.knowledge.collection import Knowledge
from supple.report.fhir.check_response import check_response
from supple.report.fhir.json_walk import tables, text, walk
from supple.report.fhir.value_sets import allowed_at

Table = Mapping[str, object]
Known = Mapping[str, Mapping[str, str]]


def check_bundle(bundle: Table, knowledge: Knowledge) -> list[str]:
    """What is wrong with the document, as sentences; empty where nothing is."""
    resources = {text(entry, "fullUrl"): _resource(entry) for entry in tables(bundle, "entry")}
    known: dict[str, dict[str, str]] = {
        one.system: {code.code: code.display for code in one.code} for one in knowledge.codes.values()
    }
    known |= _own(resources)
    faults = [*_document_faults(bundle), *_required_faults(bundle, "Bundle")]
    for address, resource in resources.items():
        kind = text(resource, "resourceType")
        found = [
            *_required_faults(resource, kind),
            *_reference_faults(resource, kind, resources),
            *_coding_faults(resource, kind, known),
        ]
        faults.extend(f"{kind} {address}: {fault}" for fault in found)
    return [*faults, *_unreached(resources), *_response_faults(resources)]


def _resource(entry: Table) -> Table:
    found = entry.get("resource")
    return found if isinstance(found, Mapping) else {}


def _document_faults(bundle: Table) -> Iterator[str]:
    """Source: hl7.org/fhir/R4/bundle.html, bdl-7, bdl-9, bdl-10 and bdl-11."""
    entries = tables(bundle, "entry")
    kinds = [text(_resource(entry), "resourceType") for entry in entries]
    if text(bundle, "type") != "document":
        yield f"The Bundle's type is {text(bundle, 'type')!r}"
    identifier = bundle.get("identifier")
    if not text(identifier, "system") or not text(identifier, "value"):
        yield "The Bundle has no identifier with a system and a value"
    if not text(bundle, "timestamp"):
        yield "The Bundle has no timestamp"
    if not kinds or kinds[0] != "Composition" or kinds.count("Composition") != 1:
        yield "The Composition is not the first entry, or not the only one"
    addresses = [text(entry, "fullUrl") for entry in entries]
    if len(set(addresses)) < len(addresses):
        yield "Two entries have the same fullUrl"
    for entry in entries:
        if text(entry, "fullUrl") != f"urn:uuid:{text(_resource(entry), 'id')}":
            yield f"fullUrl {text(entry, 'fullUrl')!r} is not that of the resource inside"


def _required_faults(resource: Table, kind: str) -> Iterator[str]:
    for path, value in walk({**resource, "entry": None} if kind == "Bundle" else resource, kind):
        allowed = allowed_at(path)
        if allowed is not None and isinstance(value, str) and value not in allowed:
            yield f"{path} is {value!r}, which FHIR does not allow"


def _reference_faults(resource: Table, kind: str, resources: Mapping[str, Table]) -> Iterator[str]:
    for path, value in walk(resource, kind):
        to = value.get("reference") if isinstance(value, Mapping) else None
        if to is not None and to not in resources:
            yield f"{path} refers to {to!r}, which is not in the Bundle"


def _own(resources: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    return {
        text(one, "url"): {
            text(concept, "code"): text(concept, "display") for concept in tables(one, "concept")
        }
        for one in _of_kind(resources, "CodeSystem").values()
    }


def _coding_faults(resource: Table, kind: str, known: Known) -> Iterator[str]:
    for path, value in walk(resource, kind):
        if not isinstance(value, Mapping) or "system" not in value or "code" not in value:
            continue
        system, code = text(value, "system"), text(value, "code")
        if system not in known:
            yield f"{path} is of system {system!r}, which nobody here knows"
        elif code not in known[system]:
            yield f"{path} has {code!r}, which {system!r} does not have"
        elif value.get("display") != known[system][code]:
            yield f"{path} calls {code!r} {value.get('display')!r}, and it is {known[system][code]!r}"


def _unreached(resources: Mapping[str, Table]) -> Iterator[str]:
    """A document holds nothing that its Composition does not lead to."""
    first = next(iter(resources), "")
    reached, open_ends = {first}, [first]
    while open_ends:
        resource = resources.get(open_ends.pop(), {})
        for _, value in walk(resource, ""):
            to = text(value, "reference")
            if to and to not in reached:
                reached.add(to)
                open_ends.append(to)
    for address in resources:
        if address not in reached:
            yield f"Nothing leads from the Composition to {address}"


def _response_faults(resources: Mapping[str, Table]) -> Iterator[str]:
    forms = {text(one, "url"): one for one in _of_kind(resources, "Questionnaire").values()}
    for address, one in _of_kind(resources, "QuestionnaireResponse").items():
        form = forms.get(text(one, "questionnaire"))
        if form is None:
            yield f"{address} answers the form {text(one, 'questionnaire')!r}, which is not in the Bundle"
        else:
            yield from (f"QuestionnaireResponse {address}: {fault}" for fault in check_response(form, one))


def _of_kind(resources: Mapping[str, Table], kind: str) -> dict[str, Table]:
    return {address: one for address, one in resources.items() if one.get("resourceType") == kind}

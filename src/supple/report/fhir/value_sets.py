"""The codes that FHIR R4 allows where it leaves no choice. Source: hl7.org/fhir/R4, required bindings."""

_PUBLICATION = frozenset({"draft", "active", "retired", "unknown"})

# By the element's path; those of data types by their last two steps, wherever they stand.
REQUIRED: dict[str, frozenset[str]] = {
    "Bundle.type": frozenset(
        {
            "document",
            "message",
            "transaction",
            "transaction-response",
            "batch",
            "batch-response",
            "history",
            "searchset",
            "collection",
        }
    ),
    "CodeSystem.content": frozenset({"not-present", "example", "fragment", "complete", "supplement"}),
    "CodeSystem.status": _PUBLICATION,
    "Composition.status": frozenset({"preliminary", "final", "amended", "entered-in-error"}),
    "Composition.section.mode": frozenset({"working", "snapshot", "changes"}),
    "Device.deviceName.type": frozenset(
        {
            "udi-label-name",
            "user-friendly-name",
            "patient-reported-name",
            "manufacturer-name",
            "model-name",
            "other",
        }
    ),
    "Device.status": frozenset({"active", "inactive", "entered-in-error", "unknown"}),
    "Observation.status": frozenset(
        {
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown",
        }
    ),
    "Patient.gender": frozenset({"male", "female", "other", "unknown"}),
    "Patient.link.type": frozenset({"replaced-by", "replaces", "refer", "seealso"}),
    "Procedure.status": frozenset(
        {
            "preparation",
            "in-progress",
            "not-done",
            "on-hold",
            "stopped",
            "completed",
            "entered-in-error",
            "unknown",
        }
    ),
    "Questionnaire.item.enableBehavior": frozenset({"all", "any"}),
    "Questionnaire.item.enableWhen.operator": frozenset({"exists", "=", "!=", ">", "<", ">=", "<="}),
    "Questionnaire.item.type": frozenset(
        {
            "group",
            "display",
            "question",
            "boolean",
            "decimal",
            "integer",
            "date",
            "dateTime",
            "time",
            "string",
            "text",
            "url",
            "choice",
            "open-choice",
            "attachment",
            "reference",
            "quantity",
        }
    ),
    "Questionnaire.status": _PUBLICATION,
    "QuestionnaireResponse.status": frozenset(
        {"in-progress", "completed", "amended", "entered-in-error", "stopped"}
    ),
    "identifier.use": frozenset({"usual", "official", "temp", "secondary", "old"}),
    "name.use": frozenset({"usual", "official", "temp", "nickname", "anonymous", "old", "maiden"}),
    "text.status": frozenset({"generated", "extensions", "additional", "empty"}),
    "valueQuantity.comparator": frozenset({"<", "<=", ">=", ">"}),
}


def allowed_at(path: str) -> frozenset[str] | None:
    """The codes allowed at a path; None where FHIR leaves the choice, or the path is not one of ours."""
    return REQUIRED.get(path) or REQUIRED.get(".".join(path.split(".")[-2:]))

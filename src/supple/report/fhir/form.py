"""The screening form as a Questionnaire, as the knowledge files have it."""

from collections.abc import Iterator

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Question, UnsureMeans
from supple.report.fhir.frame import Frame
from supple.report.fhir.plain import Resource, made_id, plain, urn
from supple.safety.answers import WORST

# No question's id has a dot, so this is none.
OTHER_ANSWERS = "answers.other"
LEAST = "http://hl7.org/fhir/StructureDefinition/minValue"
MOST = "http://hl7.org/fhir/StructureDefinition/maxValue"


def form_address(version: str) -> str:
    """The fullUrl and the canonical url of the form of one version of the rules."""
    return urn(made_id("screening", version))


def in_order(knowledge: Knowledge) -> list[Question]:
    """The questions in the order in which they are asked."""
    place = {group.id: number for number, group in enumerate(knowledge.groups)}
    return sorted(knowledge.questions.values(), key=lambda one: (place[one.group], one.order))


def options(question: Question) -> tuple[str, ...]:
    """The codes of its answers; none for a number."""
    if question.answer == "zero_to_ten":
        return ()
    return ("yes", "no", "unsure") if question.offer_unsure else ("yes", "no")


def opens(gate: Question) -> tuple[str, ...]:
    """The answers to a question that open the ones that depend on it."""
    return ("yes", "unsure") if gate.unsure is UnsureMeans.YES and gate.offer_unsure else ("yes",)


def form(frame: Frame, version: str) -> Resource:
    """The form. Only today's knows what is required: older wordings and questions are not kept."""
    today = version == frame.knowledge.boundaries.version
    found: Resource = {
        "resourceType": "Questionnaire",
        "id": made_id("screening", version),
        "url": form_address(version),
        "name": "SuppleScreening",
        "title": "Supple: questions before a session",
        "status": "active",
        "subjectType": ["Patient"],
        "description": _description(frame, today=today),
        "item": list(_items(frame, required=today)),
    }
    if plain(version):
        found["version"] = plain(version)
    return found


def _description(frame: Frame, *, today: bool) -> str:
    if today:
        return "Asked before a session. The more worrying answer is always yes."
    now = frame.knowledge.boundaries.version
    return f"Asked under an older version of the rules; worded here as in {now}."


def _items(frame: Frame, *, required: bool) -> Iterator[Resource]:
    for question in in_order(frame.knowledge):
        yield _item(frame, question, required=required)
    yield {
        "linkId": OTHER_ANSWERS,
        "text": "Answers kept from before that this form does not ask for, as question: answer",
        "type": "string",
        "required": False,
        "repeats": True,
    }


def _item(frame: Frame, question: Question, *, required: bool) -> Resource:
    item: Resource = {"linkId": question.id, "prefix": question.code, "text": plain(question.ask)}
    if question.answer == "zero_to_ten":
        item["type"] = "decimal"
        item["extension"] = [{"url": LEAST, "valueDecimal": 0}, {"url": MOST, "valueDecimal": WORST}]
    else:
        item["type"] = "choice"
        item["answerOption"] = [{"valueCoding": frame.coding("answers", code)} for code in options(question)]
    if question.asked_if is not None:
        codes = opens(frame.knowledge.questions[question.asked_if.yes])
        item["enableWhen"] = [
            {
                "question": question.asked_if.yes,
                "operator": "=",
                "answerCoding": frame.coding("answers", code),
            }
            for code in codes
        ]
        item["enableBehavior"] = "any"
    item["required"] = required
    if question.help:
        help_item = {"linkId": f"{question.id}.help", "text": plain(question.help), "type": "display"}
        item["item"] = [help_item]
    return item

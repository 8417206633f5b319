"""Whether a QuestionnaireResponse fits its Questionnaire. Knows nothing of how ours are made."""

from collections.abc import Iterator, Mapping

from supple.report.fhir.json_walk import every_item, tables, text

Table = Mapping[str, object]

# The answer's element by the item's type. Source: hl7.org/fhir/R4/questionnaireresponse.html
ELEMENTS = {
    "boolean": "valueBoolean",
    "decimal": "valueDecimal",
    "integer": "valueInteger",
    "string": "valueString",
    "text": "valueString",
    "choice": "valueCoding",
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "valueBoolean": bool,
    "valueDecimal": (int, float),
    "valueInteger": int,
    "valueString": str,
    "valueCoding": Mapping,
}
LIMITS = "http://hl7.org/fhir/StructureDefinition/"
# Only of these does R4 say that all that is required is there.
WHOLE = frozenset({"completed", "amended"})


def check_response(questionnaire: Table, response: Table) -> list[str]:
    """What does not fit, as sentences; empty where all does."""
    asked = {text(one, "linkId"): one for one in every_item(questionnaire)}
    given: dict[str, list[Table]] = {}
    faults = list[str]()
    for item in every_item(response):
        key = text(item, "linkId")
        if key not in asked:
            faults.append(f"{key!r} is not asked")
        elif key in given:
            faults.append(f"{key!r} is answered twice")
        given.setdefault(key, []).extend(tables(item, "answer"))
    for key, question in asked.items():
        faults.extend(_faults(key, question, given, whole=text(response, "status") in WHOLE))
    return faults


def _faults(key: str, question: Table, given: Mapping[str, list[Table]], *, whole: bool) -> Iterator[str]:
    answers = given.get(key, [])
    if not _is_enabled(question, given):
        if answers:
            yield f"{key!r} is answered, and was not to be asked"
        return
    if whole and question.get("required") is True and not answers:
        yield f"{key!r} has no answer, and is required"
    if len(answers) > 1 and question.get("repeats") is not True:
        yield f"{key!r} has {len(answers)} answers"
    for answer in answers:
        yield from _answer_faults(key, question, answer)


def _is_enabled(question: Table, given: Mapping[str, list[Table]]) -> bool:
    conditions = tables(question, "enableWhen")
    if not conditions:
        return True
    met = [_is_met(one, given.get(text(one, "question"), [])) for one in conditions]
    return all(met) if question.get("enableBehavior") == "all" else any(met)


def _is_met(condition: Table, answers: list[Table]) -> bool:
    """Only "=" on a code is known: another operator is not met, so answers behind it are a fault."""
    wanted = _code(condition.get("answerCoding"))
    return (
        text(condition, "operator") == "="
        and wanted is not None
        and any(_code(answer.get("valueCoding")) == wanted for answer in answers)
    )


def _answer_faults(key: str, question: Table, answer: Table) -> Iterator[str]:
    kind = text(question, "type")
    element = ELEMENTS.get(kind)
    if element is None:
        yield f"{key!r} is of type {kind!r}, which takes no answer"
        return
    value = answer.get(element)
    is_wrong = not isinstance(value, TYPES[element])
    if is_wrong or (isinstance(value, bool) and kind != "boolean") or len(_values(answer)) != 1:
        yield f"{key!r} is of type {kind!r}, and its answer is {dict(answer)}"
        return
    if kind == "choice" and _code(value) not in _options(question):
        yield f"{key!r} has no such option: {value}"
    if isinstance(value, int | float) and kind != "boolean":
        yield from _limit_faults(key, question, value)


def _values(answer: Table) -> list[str]:
    return [name for name in answer if name.startswith("value")]


def _options(question: Table) -> set[tuple[str, str] | None]:
    return {_code(one.get("valueCoding")) for one in tables(question, "answerOption")}


def _limit_faults(key: str, question: Table, value: float) -> Iterator[str]:
    for limit in tables(question, "extension"):
        bound = limit.get("valueDecimal", limit.get("valueInteger"))
        if not isinstance(bound, int | float):
            continue
        if limit.get("url") == f"{LIMITS}minValue" and value < bound:
            yield f"{key!r} is {value}, and at least {bound} was expected"
        if limit.get("url") == f"{LIMITS}maxValue" and value > bound:
            yield f"{key!r} is {value}, and at most {bound} was expected"


def _code(coding: object) -> tuple[str, str] | None:
    return (text(coding, "system"), text(coding, "code")) if isinstance(coding, Mapping) else None

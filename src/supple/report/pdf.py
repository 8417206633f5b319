"""The hand-over as one tagged page, set by Typst. Its template cuts the lists until they fit."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.report.handover import HandOver
from supple.report.handover_words import words_of
from supple.report.letters import missing_in, without

CHART = "chart"
NOT_SET = "Some letters of their own words are missing here ([…]); the tables have them."
PROBE = '#set document(title: "letters")\n#set text(font: "Libertinus Serif")\n#sys.inputs.data'


def handover_pdf(content: HandOver, knowledge: Knowledge) -> bytes:
    """One A4 page as PDF/UA-1; the same content gives the same bytes where the same fonts are.

    Letters that no font has are named as missing. Raises SuppleError where the page cannot be set.
    """
    from typst import TypstError

    template = files("supple.report").joinpath("handover.typ").read_bytes()
    made = datetime.combine(content.made_on, time(), tzinfo=UTC)
    words = words_of(content, knowledge)
    try:
        return _set(template, words, made)
    except TypstError:
        # A letter without a font is the one thing that own words can bring; find out which.
        known = _with_known_letters(words)
    try:
        return _set(template, known, made)
    except TypstError as error:
        raise SuppleError(
            f"The page could not be set ({error.message})",
            fix="Take the tables or the FHIR file instead, and report this as our mistake",
        ) from error


def _set(template: bytes, words: object, made: datetime) -> bytes:
    import typst

    inputs = {"data": words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)}
    return typst.compile(template, sys_inputs=inputs, pdf_standards="ua-1", timestamp=int(made.timestamp()))


def _with_known_letters(words: dict[str, object]) -> dict[str, object]:
    from typst import TypstError

    def sets(letters: str) -> bool:
        try:
            _set(PROBE.encode(), f"a{letters}a", datetime.fromtimestamp(0, tz=UTC))
        except TypstError:
            return False
        return True

    chart = words[CHART]
    rest = {key: value for key, value in words.items() if key != CHART}
    missing = missing_in("".join(_texts(rest)), sets)
    known = _replaced(rest, missing)
    if not isinstance(known, dict):
        raise TypeError("A page's words are no table")
    return {**known, CHART: chart, "small": [*_list(known["small"]), NOT_SET]}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    """All texts, however deep."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def _replaced(value: object, missing: frozenset[str]) -> object:
    if isinstance(value, str):
        return without(value, missing)
    if isinstance(value, dict):
        return {key: _replaced(part, missing) for key, part in value.items()}
    return [_replaced(part, missing) for part in value] if isinstance(value, list) else value

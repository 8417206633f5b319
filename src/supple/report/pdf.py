"""The hand-over as one tagged page, set by Typst. Its template cuts the lists until they fit."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.report.handover import HandOver
from supple.report.handover_words import words_of


def handover_pdf(content: HandOver, knowledge: Knowledge) -> bytes:
    """One A4 page as PDF/UA-1; the same content gives the same bytes.

    Raises SuppleError where it cannot be set.
    """
    import typst

    template = files("supple.report").joinpath("handover.typ").read_bytes()
    made = datetime.combine(content.made_on, time(), tzinfo=UTC)
    inputs = {"data": json.dumps(words_of(content, knowledge), ensure_ascii=False)}
    try:
        return typst.compile(
            template, sys_inputs=inputs, pdf_standards="ua-1", timestamp=int(made.timestamp())
        )
    except typst.TypstError as error:
        raise SuppleError(
            f"The page could not be set ({error.message})",
            fix="Take the tables or the FHIR file instead, and report this as our mistake",
        ) from error

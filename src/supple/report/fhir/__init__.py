"""The hand-over as an HL7 FHIR R4 document."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from supple.journal.entry import Entry
from supple.knowledge.collection import Knowledge


def fhir_bundle(
    entries: Sequence[Entry],
    knowledge: Knowledge,
    *,
    made_at: datetime,
    version: str,
    advice: Sequence[str] = (),
) -> bytes:
    """All that stands in the journal as one Bundle, UTF-8 JSON. Pure: the same arguments, the same bytes.

    entries: as they happened; what was corrected or taken back is left out. made_at: its offset from UTC
    is kept. version: Supple's own. advice: what Supple advised, in plain sentences.
    """
    return b"".join(fhir_pieces(entries, knowledge, made_at=made_at, version=version, advice=advice))


def fhir_pieces(
    entries: Sequence[Entry],
    knowledge: Knowledge,
    *,
    made_at: datetime,
    version: str,
    advice: Sequence[str] = (),
) -> Iterator[bytes]:
    """The same, piece by piece."""
    from supple.report.fhir.document import document

    return document(entries, knowledge, made_at=made_at, version=version, advice=advice)

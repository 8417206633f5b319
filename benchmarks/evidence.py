"""What pages of evidence share: how a number, a source and a grade are written, and a table in Markdown."""

from collections.abc import Iterable

from supple.knowledge.schema.common import Grade
from supple.knowledge.schema.source import Source

GRADES = {
    Grade.LIVING: "measured in living people",
    Grade.SPECIMEN: "measured in specimens or images",
    Grade.MODELLED: "modelled, or a small study",
    Grade.EXPERT: "expert view or guideline",
    Grade.ASSUMED: "our own assumption",
}


def number(value: float | None, *, signed: bool = False) -> str:
    """Three figures, or three decimals below 1; `none` where there is no number."""
    if value is None:
        return "none"
    digits = max(0, 3 - len(str(int(abs(value))))) if abs(value) >= 1 else 3
    written = f"{value:{'+' if signed else ''}.{digits}f}"
    return "0" if float(written) == 0 else written


def cited(source: Source) -> str:
    """A source in a line: title, year, where to find it, and how much of it was read."""
    where = f"doi:{source.doi}" if source.doi else f"no DOI: {source.no_doi_because.rstrip('.')}"
    read_as = {"full": "read in full", "abstract": "abstract read", "recalled": "recalled, not read"}
    return f"{source.title.rstrip('.')} ({source.year}). {where}. {read_as[source.read].capitalize()}."


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines of Markdown; a MISS stands out."""
    columns = tuple(columns)
    lines = [columns, ["---"] * len(columns), *rows]
    return [f"| {' | '.join(cell.replace('MISS', '**MISS**') for cell in line)} |" for line in lines]

"""Holds the simulated spine against published numbers and writes docs/evidence/spine.md: `just validate`.

Nothing here changes the model: a miss is shown as a miss.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder, read
from supple.knowledge.schema.common import Grade
from supple.knowledge.schema.source import Source
from supple.knowledge.schema.validation import Check, Validation
from supple.knowledge.spine import read_spine
from supple.knowledge.validation import read_validation
from supple.twin.validate import Compared, compare

PAGE = Path(__file__).resolve().parents[1] / "docs" / "evidence" / "spine.md"
COLUMNS = ("what", "model", "paper", "low to high", "difference", "unit", "within")
GRADES = {
    Grade.LIVING: "measured in living people",
    Grade.SPECIMEN: "measured in specimens or images",
    Grade.MODELLED: "modelled, or a small study",
    Grade.EXPERT: "expert view or guideline",
    Grade.ASSUMED: "our own assumption",
}
BANDS = {
    "paper_sd": "one standard deviation of the paper either way",
    "paper_range": "the range that the paper gives",
    "ours": "ours",
}
HEAD = """<!-- Written by `just validate`, not by hand. -->
# The simulated spine beside published numbers

Every load case is computed on the spine of an ordinary person, with the calibration frozen before. Where a
paper gives only a range, the difference says how far outside of it the model lies. What the spine is
calibrated to, and why misses stay, is told in
[what the spine is calibrated to](../why/what-the-spine-is-calibrated-to.md).
"""


def compared() -> tuple[Compared, ...]:
    """Every check with the model's number, by file."""
    return tuple(compare(read_spine(), read_validation().values()))


def number(value: float | None, *, signed: bool = False) -> str:
    """Three figures, or three decimals below 1; `none` where there is no number."""
    if value is None:
        return "none"
    digits = max(0, 3 - len(str(int(abs(value))))) if abs(value) >= 1 else 3
    written = f"{value:{'+' if signed else ''}.{digits}f}"
    return "0" if float(written) == 0 else written


def row(one: Compared) -> tuple[str, ...]:
    """One check under COLUMNS."""
    check = one.check
    return (
        check.what.rstrip("."),
        "no equilibrium" if one.value is None else number(one.value),
        "range only" if check.value is None else f"{check.value:g}",
        f"{check.low:g} to {check.high:g}",
        number(one.difference, signed=True),
        check.unit,
        "yes" if one.within else "MISS",
    )


def count(some: Iterable[Compared]) -> str:
    """How many lie within."""
    within = [one.within for one in some]
    return f"{sum(within)} of {len(within)} within"


def by_file(results: Iterable[Compared]) -> Iterator[tuple[Validation, tuple[Compared, ...]]]:
    """The results of every file."""
    for _, some in groupby(results, key=lambda one: one.validation.id):
        together = tuple(some)
        yield together[0].validation, together


def cited(source: Source) -> str:
    """A source in a line: title, year, where to find it, and how much of it was read."""
    where = f"doi:{source.doi}" if source.doi else f"no DOI: {source.no_doi_because.rstrip('.')}"
    read_as = {"full": "read in full", "abstract": "abstract read", "recalled": "recalled, not read"}
    return f"{source.title.rstrip('.')} ({source.year}). {where}. {read_as[source.read].capitalize()}."


def notes(file: Validation, knowledge: Knowledge) -> Iterator[str]:
    """What stands under a file's table: grade, sources, and how each band was made."""
    yield f"Grade {file.grade.value}: {GRADES[file.grade]}."
    for key in file.cites:
        yield f"Source: {cited(knowledge.sources[key])}"

    def band(check: Check) -> str:
        return f"{BANDS[check.band]}. {check.because}".strip()

    for words in dict.fromkeys(map(band, file.check)):
        alike = [check.id for check in file.check if band(check) == words]
        which = "" if len(alike) == len(file.check) else f" of {', '.join(alike)}"
        yield f"Band{which}: {words}"


def page(results: tuple[Compared, ...], knowledge: Knowledge) -> str:
    """The whole page in Markdown."""
    lines = [HEAD, f"**{count(results)}.**", "", "| published numbers | within |", "| --- | --- |"]
    lines += [f"| {file.title} | {count(some)} |" for file, some in by_file(results)]
    for file, some in by_file(results):
        lines += ["", f"## {file.title}", "", _line(COLUMNS), _line(["---"] * len(COLUMNS))]
        lines += [_line([cell.replace("MISS", "**MISS**") for cell in row(one)]) for one in some]
        lines += ["", *(f"- {note}" for note in notes(file, knowledge))]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def show(results: tuple[Compared, ...], knowledge: Knowledge, console: Console) -> None:
    """The same in a terminal."""
    for file, some in by_file(results):
        table = Table(title=f"{file.title}: {count(some)}", title_justify="left", expand=True)
        for column in COLUMNS:
            table.add_column(column, ratio=1 if column == "what" else None, no_wrap=column != "what")
        for one in some:
            table.add_row(*row(one), style=None if one.within else "bold red")
        console.print(table)
        for note in notes(file, knowledge):
            console.print(f"  {note}", markup=False, highlight=False)
        console.print()
    console.print(f"[bold]{count(results)}[/bold]; the rest are misses.")


def main() -> None:
    """Compute, print, write."""
    results, knowledge = compared(), read(data_folder())
    show(results, knowledge, Console())
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(results, knowledge), encoding="utf-8")


if __name__ == "__main__":
    main()

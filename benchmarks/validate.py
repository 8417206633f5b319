"""Holds the simulated spine against published numbers and writes docs/evidence/spine.md: `just validate`.

Nothing here changes the model: a miss is shown as a miss.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder, read
from supple.knowledge.schema.validation import Check, Validation
from supple.knowledge.spine import read_spine
from supple.knowledge.validation import read_validation
from supple.twin.validate import Compared, compare

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.evidence import GRADES, cited, number, table  # noqa: E402 - found only from the root

PAGE = ROOT / "docs" / "evidence" / "spine.md"
COLUMNS = ("what", "model", "paper", "low to high", "difference", "unit", "within")
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
    lines = [HEAD, f"**{count(results)}.**", ""]
    lines += table(
        ("published numbers", "within"), ((file.title, count(some)) for file, some in by_file(results))
    )
    for file, some in by_file(results):
        lines += ["", f"## {file.title}", "", *table(COLUMNS, map(row, some))]
        lines += ["", *(f"- {note}" for note in notes(file, knowledge))]
    return "\n".join(lines) + "\n"


def show(results: tuple[Compared, ...], knowledge: Knowledge, console: Console) -> None:
    """The same in a terminal."""
    for file, some in by_file(results):
        shown = Table(title=f"{file.title}: {count(some)}", title_justify="left", expand=True)
        for column in COLUMNS:
            shown.add_column(column, ratio=1 if column == "what" else None, no_wrap=column != "what")
        for one in some:
            shown.add_row(*row(one), style=None if one.within else "bold red")
        console.print(shown)
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

"""Holds simulated joints against published numbers and writes docs/evidence/joint.md: `just validate`.

Nothing here changes the model: a miss is shown as a miss.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from supple.joint.validate import Compared, compare
from supple.knowledge.collection import Knowledge
from supple.knowledge.joint import read_joint
from supple.knowledge.loader import data_folder, read
from supple.knowledge.schema.joint_validation import JointValidation
from supple.knowledge.validation import read_joint_validation

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.evidence import GRADES, cited, number, table  # noqa: E402 - found only from the root

PAGE = ROOT / "docs" / "evidence" / "joint.md"
JOINTS = 3000
COLUMNS = ("what", "model", "p10, p90", "published", "low to high", "unit", "within")
HEAD = f"""<!-- Written by `just validate`, not by hand. -->
# Simulated joints beside published numbers

{JOINTS} different joints of a kind, drawn from the priors of the tables, which were frozen before. The
model's number is the middle of those that popped, or a share of all. What a joint is made of, how a pop is
counted and why misses stay is told in [how a pop is simulated](../why/how-a-pop-is-simulated.md).
"""


def compared(progress: Progress | None = None) -> tuple[Compared, ...]:
    """Every check with the model's number, by file."""
    task = progress.add_task("Pulling joints", total=None) if progress is not None else None

    def report(done: int, of: int) -> None:
        if progress is not None and task is not None:
            progress.update(task, completed=done, total=of)

    return tuple(compare(read_joint(), read_joint_validation().values(), count=JOINTS, progress=report))


def row(one: Compared) -> tuple[str, ...]:
    """One check under COLUMNS."""
    check = one.check
    verdict = "calibrated" if check.calibrated else "yes" if one.within else "MISS"
    return (
        check.what.rstrip("."),
        number(one.value),
        "" if one.spread is None else f"{number(one.spread[0])}, {number(one.spread[1])}",
        f"{check.value:g}",
        f"{check.low:g} to {check.high:g}",
        check.unit,
        verdict,
    )


def count(some: Iterable[Compared]) -> str:
    """How many lie within, of those that were not used to set a number."""
    within = [one.within for one in some if not one.check.calibrated]
    return f"{sum(within)} of {len(within)} within"


def by_file(results: Iterable[Compared]) -> Iterator[tuple[JointValidation, tuple[Compared, ...]]]:
    """The results of every file."""
    for _, some in groupby(results, key=lambda one: one.validation.id):
        together = tuple(some)
        yield together[0].validation, together


def notes(file: JointValidation, knowledge: Knowledge) -> Iterator[str]:
    """What stands under a file's table: grade, sources, and how each band was made."""
    yield f"Grade {file.grade.value}: {GRADES[file.grade]}."
    for key in file.cites:
        yield f"Source: {cited(knowledge.sources[key])}"
    for check in file.check:
        yield f"Band of {check.id}: {check.because}."


def page(results: tuple[Compared, ...], knowledge: Knowledge) -> str:
    """The whole page in Markdown."""
    lines = [HEAD, f"**{count(results)}.**"]
    for file, some in by_file(results):
        lines += ["", f"## {file.title}", "", *table(COLUMNS, map(row, some))]
        lines += ["", *(f"- {note}" for note in notes(file, knowledge))]
    return "\n".join(lines) + "\n"


def show(results: tuple[Compared, ...], console: Console) -> None:
    """The tables in a terminal."""
    for file, some in by_file(results):
        shown = Table(title=f"{file.title}: {count(some)}", title_justify="left", expand=True)
        for column in COLUMNS:
            what = column == "what"
            shown.add_column(column, ratio=1 if what else None, no_wrap=not what, min_width=24 if what else 0)
        for one in some:
            missed = not one.within and not one.check.calibrated
            shown.add_row(*row(one), style="bold red" if missed else None)
        console.print(shown)
    console.print(f"[bold]{count(results)}[/bold]; the rest are misses.")


def main() -> None:
    """Compute, print, write."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        results = compared(progress)
    show(results, Console())
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(results, read(data_folder())), encoding="utf-8")


if __name__ == "__main__":
    main()

"""`supple spine habit`: self-adjusting over months, on a back with stiff and loose levels."""

from dataclasses import fields
from pathlib import Path

import click
import numpy as np
from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from supple.base.arrays import Array
from supple.cli.crowd_options import crowd_options
from supple.cli.output import print_json
from supple.cli.picture import keep_picture, picture_options
from supple.cli.progress import progress_bar
from supple.cli.spine_file import read_person
from supple.cli.spine_show import console
from supple.cli.standard_output import output_of
from supple.knowledge.schema.common import Quantity
from supple.knowledge.spine import SpineFacts, read_spine
from supple.report.charts.months import Habit, habit_chart
from supple.spine.names import JOINTS
from supple.spine.people import Person
from supple.twin.answer import BAND
from supple.twin.asking import crowd_of
from supple.twin.habit import Assumptions, Months, assumed, over_months, uneven
from supple.twin.months import Pair, months_as_json, pair, ratios, sentences
from supple.twin.rows import Band

MANY = " {people} people: the median, and between what eight of ten of them lie."
TITLE = "Self-adjusting over months"
HEADS = (
    "Joint",
    "Stiffness,\ntimes usual",
    "At the\nstart",
    "The habit\nends",
    "Stiffness\nleft %",
    "After time\nwithout",
)


@click.command("habit")
@click.option("--adjusts-a-day", type=float, help="How often in a day.")
@click.option("--months", type=int, default=6, show_default=True, help="How long the habit lasts.")
@click.option("--then", type=int, default=6, show_default=True, help="Months without it afterwards.")
@click.option("--turn", "adjust_turn", type=float, help="How far each twist goes, degrees.")
@click.option("--loosening", type=float, help="Share of a joint's stiffness lost to one full twist.")
@click.option("--recovery-days", type=float, help="Days in which two thirds of it come back.")
@click.option("--loosest", type=float, help="Share of its stiffness that a joint always keeps.")
@click.option("--end-moment", type=float, help="Newton metres at which a joint is at its end.")
@click.option("--person", help="A body in a JSON file, with level_stiffness; - is standard input.")
@crowd_options
@picture_options
@click.option("--json", is_flag=True, help="Print JSON for scripts.")
def habit_command(
    adjusts_a_day: float | None,
    adjust_turn: float | None,
    loosening: float | None,
    recovery_days: float | None,
    loosest: float | None,
    end_moment: float | None,
    months: int,
    then: int,
    person: str | None,
    people: int,
    seed: int,
    svg: Path | None,
    no_picture: bool,
    json: bool,
) -> None:
    """Simulate what self-adjusting over months leads to, under assumptions that you can change."""
    output = output_of(svg, json=json)
    facts = read_spine()
    somebody = _whose(facts, person)
    with progress_bar("Simulating months") as progress:
        made = assumed(
            facts,
            adjusts_a_day=adjusts_a_day,
            adjust_turn=adjust_turn,
            loosening=loosening,
            recovery_days=recovery_days,
            loosest=loosest,
            end_moment=end_moment,
        )
        found = over_months(
            facts,
            somebody,
            made,
            months=months,
            then=then,
            crowd=crowd_of(people, seed),
            progress=progress,
        )
    two = pair(found, somebody)
    if json:
        print_json(months_as_json(found, somebody, facts.words))
    else:
        _show(found, somebody, two, facts)
    if svg is not None or not (json or no_picture):
        said = " ".join(sentences(found, two, facts.words))
        chart = habit_chart("habit", _drawn(found, two), title=TITLE, said=said)
        keep_picture(chart, "spine-habit", svg, output, silent=json)


def _whose(facts: SpineFacts, file: str | None) -> Person:
    """The person in the file; stiff and loose levels are the table's where the file gives none."""
    given = None if file is None else read_person(file)
    return given if given is not None and given.level_stiffness else uneven(facts, given)


def _drawn(found: Months, two: Pair) -> Habit:
    """What the picture shows, from the head down."""
    weeks = (0, found.last_week, -1)
    first, end, last = (tuple(100 * found.share[week][::-1]) for week in weeks)
    spread = np.percentile(100 * found.share_of[found.last_week, :, ::-1], BAND[::2], axis=0)
    return Habit(
        levels=JOINTS[::-1],
        share=(first, end, last),
        spread=(tuple(spread[0]), tuple(spread[1])),
        stiffness=tuple(100 * found.stiffness[found.last_week][::-1]),
        loose=JOINTS[two.loose],
        stiff=JOINTS[two.stiff],
        day=tuple(found.day),
        ratio=_bands(ratios(found, two)),
        ends_on=found.ends_on,
    )


def _bands(values: Array) -> tuple[Band, ...]:
    """Values (weeks, people) as a band for every week."""
    bands = np.percentile(values, BAND, axis=1).T
    return tuple(Band(low=low, middle=middle, high=high) for low, middle, high in bands)


def _show(found: Months, person: Person, two: Pair, facts: SpineFacts) -> None:
    screen = console()
    screen.print(Text(TITLE, style="bold"))
    note = "Parts in a hundred of a twist that each joint takes."
    note += MANY.format(people=found.people) if found.people > 1 else ""
    screen.print(Text(note, style="dim"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="left" if head == "Joint" else "right")
    end = found.last_week
    for number, joint in reversed(list(enumerate(JOINTS))):
        table.add_row(
            joint,
            f"{person.level_stiffness.get(joint, 1.0):g}",
            _cell(found.share_of[0, :, number], 1),
            _cell(found.share_of[end, :, number], 1),
            _cell(found.stiffness_of[end, :, number], 0),
            _cell(found.share_of[-1, :, number], 1),
            style="bold" if number in {two.loose, two.stiff} else "",
            end_section=joint == "T11-12",
        )
    screen.print(table)
    screen.print()
    for sentence in sentences(found, two, facts.words):
        screen.print(Text(sentence))
    screen.print(Panel(_assumptions(found.assumptions, facts), title="Assumed", title_align="left"))
    screen.print(Text(facts.words.simulated, style="dim"))


def _cell(shares: Array, digits: int) -> str:
    """A share in per cent; of many people the median, and between what eight of ten lie."""
    low, middle, high = (f"{100 * value:.{digits}f}" for value in np.percentile(shares, BAND))
    return middle if len(shares) == 1 else f"{middle} ({low}…{high})"


def _assumptions(made: Assumptions, facts: SpineFacts) -> Table:
    """Every assumption, its grade, what it is, and the option that changes it."""
    grid = Table.grid(padding=(0, 2))
    for field in fields(made):
        known: Quantity = facts.twin.number[field.name]
        option = "--turn" if field.name == "adjust_turn" else f"--{field.name.replace('_', '-')}"
        unit = "" if known.unit == "1" else f" {known.unit}"
        grid.add_row(option, f"{getattr(made, field.name):g}{unit}", f"grade {known.grade}", known.note)
    return grid

"""Calibrates the discs and the rib cage anew and writes tables/spine_discs.toml: `just calibrate`.

Run it only when a source changes what it is calibrated to: the calibration is frozen, docs/why says why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from supple.base.arrays import Array
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import Grade, Quantity
from supple.knowledge.schema.spine import Column, LevelTable
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.calibrate import Laws, calibrate, open_front
from supple.spine.names import AXES, BODIES
from supple.spine.ranges import DIRECTIONS

ROUNDS = 3
WITHIN = 0.4  # of the largest value: what specimens differ by
CITES = ("wilke-2017", "liebsch-2017", "liebsch-2020")
ABOUT = {"lateral": "side bend", "axial": "turning", "flexion": "flexion", "extension": "extension"}


def columns(part: str, laws: Laws) -> Iterator[Column]:
    """The laws of the disc or the cage as columns of the table."""
    for axis in AXES:
        what = f"{part}, linear part of its moment in {ABOUT[axis]}"
        what += " and extension" * (axis == "flexion")
        yield column(f"{part}_linear_{axis}", what, "N m/rad", laws.linear[axis])
    for way in DIRECTIONS:
        what = f"{part}, cubic part of its moment in {ABOUT[way]}"
        yield column(f"{part}_cubic_{way}", what, "N m/rad3", laws.cubic[way])


def column(name: str, what: str, unit: str, values: Array) -> Column:
    """One column, lowest joint last as in the other tables."""
    rounded = {level: float(f"{value:.5g}") for level, value in zip(BODIES[1:], values, strict=True)}
    return Column(
        id=name, what=what, unit=unit, within=float(f"{WITHIN * max(rounded.values()):.2g}"),
        cites=CITES, grade=Grade.MODELLED, values={level: rounded[level] for level in reversed(BODIES[1:])},
    )  # fmt: skip


def opened(value: float) -> Quantity:
    """What an open front leaves, as the table has it."""
    return Quantity(
        value=round(value, 4), unit="1", low=0, high=1, cites=("liebsch-2017",), grade=Grade.MODELLED,
        note="of the rib cage's resistance, with its front removed",
    )  # fmt: skip


def discs(facts: SpineFacts) -> LevelTable:
    """The table, calibrated anew."""
    disc, cage = calibrate(facts)
    table = LevelTable(
        id="spine_discs", reviewed_on=facts.discs.reviewed_on, review_by=facts.discs.review_by,
        cites=CITES, grade=Grade.MODELLED,
        column=(*columns("disc", disc), *columns("cage", cage)),
        number={f"front_open_{axis}": opened(0.5) for axis in AXES},
    )  # fmt: skip
    for _ in range(ROUNDS):  # the axes pull on each other a little
        calibrated = replace(facts, discs=table)
        shares = {f"front_open_{axis}": opened(open_front(calibrated, axis)) for axis in AXES}
        table = table.model_copy(update={"number": shares})
    return table


def lines(table: LevelTable) -> Iterator[str]:
    """The table as TOML."""
    yield "# What discs and rib cage bear: written by `just calibrate` from spine_motion.toml, not by hand."
    yield "# A row's joint is the one below its vertebra."
    head = table.model_dump(mode="json", exclude={"column", "number"})
    yield from pairs({**head, "reviewed_on": table.reviewed_on, "review_by": table.review_by})
    for name, number in table.number.items():
        yield from ("", f"[number.{name}]", *pairs(number.model_dump(mode="json")))
    for one in table.column:
        found = one.model_dump(mode="json", exclude={"values", "note"})
        values = ", ".join(f"{level} = {value:g}" for level, value in one.values.items())
        yield from ("", "[[column]]", *pairs(found), f"values = {{ {values} }}")


def pairs(values: Mapping[str, object]) -> Iterator[str]:
    """Keys and values as TOML."""
    for key, value in values.items():
        if isinstance(value, list):
            yield f"{key} = [{', '.join(chr(34) + str(part) + chr(34) for part in value)}]"
        elif isinstance(value, str):
            yield f'{key} = "{value}"'
        else:
            yield f"{key} = {value}"


if __name__ == "__main__":
    place = data_folder() / "tables" / "spine_discs.toml"
    place.write_text("\n".join(lines(discs(read_spine()))) + "\n", encoding="utf-8")
    print(f"Wrote {place}")

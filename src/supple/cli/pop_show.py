"""A pop in the terminal: what it came to, in a table and in sentences, and the curves of its picture."""

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from supple.base.arrays import Array
from supple.cli.spine_show import console
from supple.cli.spine_show import title_of as title_of_outlook
from supple.joint import Pops, Shown, many_as_json
from supple.joint.answer import measures, say, say_of_many
from supple.joint.sound import RATE_HZ
from supple.knowledge.joint import JointFacts
from supple.report.charts.pop import Curve
from supple.twin.chances import chances_as_json
from supple.twin.popping import Chances

SAID = {
    "peak_frequency_hz": "Loudest at, Hz",
    "duration_ms": "Sound lasts, ms",
    "level_db": "Peak level, dB",
    "largest_bubble_after_sound_ms": "Largest cavity after the sound, ms",
    "gas_share_of_joint_volume": "Cavity in the joint, share of its volume",
    "co2_share_of_gas": "Carbon dioxide in its gas, share",
    "ready_again_min": "Could pop again after, min",
}
GIVES_WAY = "a nucleus gives way"
NONE = "none: the joint moves without a pop"
PRESSURE_SHOWN_KPA = 200.0  # faces that close press far harder on what is between them
VOLUMES = {"mm³": 1e-9, "nL": 1e-12, "pL": 1e-15}
PRESSURES = {"Pa": 1.0, "mPa": 1e-3, "µPa": 1e-6}
TINY = 0.1  # of a unit
HEARD_MS = 60.0  # of the sound, in the picture
EXACT_FROM = 100  # from here on whole numbers say enough


def title_of(joint: str) -> str:
    """What stands over table and picture."""
    return f"A {joint} joint that is pulled apart"


def show_one(joint: str, shown: Shown) -> None:
    """One joint: what it came to and what is said of it."""
    screen = console()
    screen.print(Text(title_of(joint), style="bold"))
    screen.print(Text(shown.facts.words.what, style="dim"))
    values = {name: value[0] for name, value in measures(shown.pops).items()}
    if shown.pops.born[0]:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_header=False)
        for name, said in SAID.items():
            table.add_row(said, _said(name, values[name]), _band_of(name, shown))
        screen.print(table)
    for sentence in say(shown):
        screen.print(Text(sentence))
    screen.print(Text(shown.facts.words.simulated, style="dim"))


def _band_of(name: str, shown: Shown) -> str:
    """What is known of a number's band without other joints."""
    low, high = shown.level_band_db
    if name != "level_db" or not np.isfinite(low):
        return ""
    return f"{low:.0f} to {high:.0f}, by what lies between joint and skin"


def show_many(joint: str, found: Pops) -> None:
    """Many joints: shares and bands."""
    screen, data = console(), many_as_json(found)
    screen.print(Text(f"{title_of(joint)}: {data['people']} different ones", style="bold"))
    if found.popped.any():
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for head in ("Of those that popped", "one in ten below", "middle", "one in ten above"):
            table.add_column(head, justify="left" if head.startswith("Of") else "right")
        for name, said in SAID.items():
            table.add_row(said, *(_said(name, data[name][rank]) for rank in ("p10", "p50", "p90")))
        screen.print(table)
    for sentence in say_of_many(found):
        screen.print(Text(sentence))
    screen.print(Text(found.facts.words.simulated, style="dim"))


def show_chances(found: Chances, facts: JointFacts) -> None:
    """The chance of every facet in a technique, from the head down."""
    screen, data = console(), chances_as_json(found, facts)
    screen.print(Text(f"{title_of_outlook(found.of)}: how likely a facet pops", style="bold"))
    screen.print(Text(f"In so many of a hundred people, and between what; by {found.people}.", style="dim"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in ("Joint", "left", "right"):
        table.add_column(head, justify="left" if head == "Joint" else "right")
    for row in data["levels"]:
        table.add_row(row["level"], *(_chance(row[side]) for side in ("left", "right")))
    screen.print(table)
    screen.print(Text(data["say"]))
    screen.print(Text(facts.words.simulated, style="dim"))


def _chance(band: dict[str, float]) -> str:
    low, median, high = (f"{100 * band[name]:.0f}" for name in ("low", "median", "high"))
    return f"{median} ({low} to {high})" if low != high else median


def curves_of(shown: Shown) -> tuple[Curve, Curve, Curve, Curve]:
    """The four panels of the picture: over the pull, and the sound from the pop on."""
    trace, end = shown.trace, shown.pops.end[0]
    pulled = trace.time_s <= shown.pops.joints.pull.time_s[0, -1]
    time = trace.time_s[pulled] * 1000
    at = float(end["pop_time"]) * 1000 if shown.pops.born[0] else None
    pressure = trace.pressure_pa[pulled] / 1000
    cut = np.abs(pressure).max() > PRESSURE_SHOWN_KPA

    def over_pull(name: str, unit: str, values: Array) -> Curve:
        return Curve(
            name=name, unit=unit, across="ms", x=time, y=values, at=at, at_says=GIVES_WAY, nothing_says=NONE
        )

    heard = np.arange(shown.heard.wave_pa.shape[1]) / RATE_HZ * 1000
    early = heard <= HEARD_MS
    sound_unit, sound = _in_a_fitting(PRESSURES, shown.heard.wave_pa[0, early])
    return (
        over_pull("Gap between the faces", "mm", trace.gap_m[pulled] * 1000),
        over_pull(
            "Pressure at the middle" + (f", cut at {PRESSURE_SHOWN_KPA:.0f}" if cut else ""),
            "kPa",
            np.clip(pressure, -PRESSURE_SHOWN_KPA, PRESSURE_SHOWN_KPA),
        ),
        over_pull("Cavity", *_in_a_fitting(VOLUMES, trace.bubble_m3[pulled])),
        Curve(
            name=f"Sound {shown.heard.distance_m * 100:g} cm from the skin",
            unit=sound_unit,
            across="ms after that" if at is not None else "ms",
            x=heard[early],
            y=sound,
            nothing_says=NONE,
        ),
    )


def _in_a_fitting(units: dict[str, float], values: Array) -> tuple[str, Array]:
    """Values in the first unit in which they are not tiny; in the first of all where they are nothing."""
    most = np.abs(values).max()
    name = next((name for name, size in units.items() if most >= TINY * size), list(units)[-1])
    chosen = name if most > 0 else next(iter(units))
    return chosen, values / units[chosen]


def _said(name: str, value: float | None) -> str:
    if value is None or not np.isfinite(value):
        return "more than a day" if name == "ready_again_min" else "none"
    return f"{value:.0f}" if abs(value) >= EXACT_FROM else f"{value:.3g}"

"""A ball between faces that are far apart, against an established bubble code: see the file for its case."""

import csv
from pathlib import Path

import numpy as np
import pytest

from supple.base.arrays import Array
from tests.laws.joints import ball, closed, follow, ocean, radius_of

FILE = Path(__file__).with_name("apecss_rayleigh_collapse.csv")
RADIUS = 1e-3
SPEED = {"rp": 1e9, "km": 1500.0}


def published(model: str) -> tuple[Array, Array]:
    """Times for a radius of 1 m, and radii over the initial one."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["model"] == model]
    return np.array([float(row["time_s"]) for row in rows]), np.array([float(row["radius"]) for row in rows])


@pytest.mark.parametrize("model", ["rp", "km"])
def test_the_radius_is_that_of_apecss(model: str) -> None:
    """Through collapses and rebounds within 0.5 % of the initial radius; by Keller-Miksis of the radius."""
    time, radius = published(model)
    made = closed(ocean(rest_pressure=1e5, polytropic=1.4, density=997.0, sound_speed=SPEED[model]))
    steps, states = follow(made, ball(made, RADIUS, 1e3), 0.3 * RADIUS, tolerance=1e-6)
    ours = np.interp(time * RADIUS, steps, radius_of(states) / RADIUS, left=1.0)
    assert len(time) > 150
    assert np.abs(ours - radius).max() < 0.005
    if model == "km":
        assert np.abs(ours / radius - 1).max() < 0.005

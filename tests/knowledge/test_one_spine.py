"""The drawn spine and the simulated one are the same spine: what both tables say, they say alike."""

import pytest

from supple.knowledge.anatomy import read_anatomy
from supple.knowledge.spine import read_spine

BODY = read_anatomy().table
SPINE = read_spine().geometry
SHARED = {"body_height": ("height", 1000), "disc_height": ("disc", 1000), "wedge": ("wedge", 1)}


@pytest.mark.parametrize("column", SHARED)
def test_vertebrae_have_the_same_size_and_stand_alike(column: str) -> None:
    field, scale = SHARED[column]
    drawn = {row.level: getattr(row, field) * scale for row in BODY.vertebra}
    for level, value in SPINE.of(column).items():
        assert drawn[level] == pytest.approx(value), f"{column} of {level}"


def test_end_plates_lie_within_the_drawn_bodies() -> None:
    drawn = {row.level: row for row in BODY.vertebra}
    for level, width in SPINE.of("endplate_width").items():
        assert drawn[level].width * 1000 == pytest.approx(width, abs=3), f"width of {level}"
        assert drawn[level].depth * 1000 == pytest.approx(SPINE.of("endplate_depth")[level], abs=3), level


@pytest.mark.parametrize(
    ("drawn", "simulated"),
    [
        ("lying_lumbar_share", "lying_lumbar_share"),
        ("lying_thoracic_share", "lying_thoracic_share"),
        ("sacral_slope_deg", "sacral_slope"),
    ],
)
def test_they_lie_alike(drawn: str, simulated: str) -> None:
    assert BODY.lengths[drawn].value == SPINE.number[simulated].value

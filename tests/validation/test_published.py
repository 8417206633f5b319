"""The frozen spine beside published numbers: the page is what the model gives, misses are the known ones."""

import pytest

from benchmarks.validate import PAGE, compared, page
from supple.knowledge.loader import data_folder, read
from supple.twin.validate import Compared

# What docs/why/what-the-spine-is-calibrated-to.md explains. None is mended by changing the calibration.
MISSES = {
    "bushings": {"flexion", "lateral"},
    "disc-alone": {"lateral", "axial"},
    "hindle-1990": {"interspinous-part"},
    "liebsch-2020": {"t7-8-flexion-no-front"},
    "mannen-2018-elastic": {
        "t1-t4-lateral-whole",
        "t1-t4-lateral-none",
        "t1-t4-axial-none",
        "t4-t8-lateral-whole",
        "t4-t8-lateral-none",
        "t4-t8-flexion-none",
        "t4-t8-axial-none",
        "t8-t12-lateral-none",
        "t8-t12-flexion-none",
        "t8-t12-axial-none",
    },
    "mannen-2018-neutral": {
        "t1-t4-lateral-whole",
        "t1-t4-flexion-none",
        "t1-t4-axial-none",
        "t4-t8-lateral-whole",
        "t4-t8-lateral-none",
        "t4-t8-axial-none",
        "t8-t12-lateral-whole",
        "t8-t12-lateral-none",
        "t8-t12-flexion-none",
        "t8-t12-axial-none",
    },
    "miller-1986": {"flexion", "lateral"},
    "narimani-2018": {"lumbar-flexion"},
    "pearcy-1984": {"l1-2"},
    "schmidt-1998": {"flexion", "lateral", "axial"},
    "ueno-liu-1987": {"at-4-nm", "at-8-nm"},
}


@pytest.fixture(scope="module")
def results() -> tuple[Compared, ...]:
    return compared()


def test_the_page_is_what_the_model_gives_now(results: tuple[Compared, ...]) -> None:
    """Where it is not: `just validate`, and read what changed."""
    assert PAGE.read_text(encoding="utf-8") == page(results, read(data_folder()))


def test_every_load_has_an_equilibrium(results: tuple[Compared, ...]) -> None:
    assert [(one.validation.id, one.check.id) for one in results if one.value is None] == []


def test_the_misses_are_those_that_are_known(results: tuple[Compared, ...]) -> None:
    missed: dict[str, set[str]] = {}
    for one in results:
        if not one.within:
            missed.setdefault(one.validation.id, set()).add(one.check.id)
    assert missed == MISSES


def test_the_page_counts_every_check_once(results: tuple[Compared, ...]) -> None:
    written = PAGE.read_text(encoding="utf-8")
    missed = sum(not one.within for one in results)
    assert f"**{len(results) - missed} of {len(results)} within.**" in written
    assert written.count("| **MISS** |") == missed > 0
    assert written.count("| yes |") == len(results) - missed > 0

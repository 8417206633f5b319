"""The frozen joints beside published numbers: the page is what the model gives, misses are the known ones."""

import pytest

from benchmarks.validate_joint import PAGE, compared, page
from supple.joint.validate import Compared
from supple.knowledge.loader import data_folder, read

# What docs/why/how-a-pop-is-simulated.md explains.
MISSES = {
    "pull-at-pop",
    "gas-share",
    "co2-share",
    "ready-again",
    "cavity-with-sound",
    "audible-share",
}


@pytest.fixture(scope="module")
def results() -> tuple[Compared, ...]:
    return compared()


def test_the_page_is_what_the_model_gives_now(results: tuple[Compared, ...]) -> None:
    """Where it is not: `just validate`, and read what changed."""
    assert PAGE.read_text(encoding="utf-8") == page(results, read(data_folder()))


def test_the_misses_are_those_that_are_known(results: tuple[Compared, ...]) -> None:
    assert {one.check.id for one in results if not one.within} == MISSES


def test_what_was_calibrated_is_met_and_counts_for_nothing(results: tuple[Compared, ...]) -> None:
    """Within 1 % of 29 of 30 people."""
    (thrust,) = (one for one in results if one.check.calibrated)
    assert thrust.value == pytest.approx(thrust.check.value, abs=0.01)
    assert f"of {len(results) - 1} within.**" in PAGE.read_text(encoding="utf-8")

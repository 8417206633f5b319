"""When a number is a rise of pain."""

from dataclasses import replace

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.safety.stops import pain_event


@pytest.mark.parametrize(
    ("before", "now", "event"),
    [
        (1.0, 2.0, None),
        (1.0, 3.0, "pain_rise"),
        (5.0, 5.0, None),
        (5.0, 6.0, "pain_rise"),
        (0.0, 0.0, None),
        (None, 1.0, None),
        (None, 2.0, "pain_rise"),
    ],
)
def test_up_by_two_or_reaching_six(
    knowledge: Knowledge, before: float | None, now: float, event: str | None
) -> None:
    """The edges of both thresholds; pain before that nobody knows counts as none."""
    assert pain_event(before=before, now=now, knowledge=knowledge) == event


def test_without_its_thresholds_nothing_is_guessed(knowledge: Knowledge) -> None:
    """Knowledge that skipped the checks is refused, not read as "no rise"."""
    stop = knowledge.stops["pain_rise"].model_copy(update={"rise": None})
    broken = replace(knowledge, stops={**knowledge.stops, "pain_rise": stop})
    with pytest.raises(SuppleError, match="no rise or reach"):
        pain_event(before=1.0, now=1.0, knowledge=broken)

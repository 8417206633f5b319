"""Limits refuse what makes no sense."""

import pytest

from supple.base.errors import SuppleError
from supple.safety.limits import Limit


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_a_dose_or_bound_that_is_no_positive_number_is_refused(bad: float) -> None:
    """Neither may be zero, negative or not finite."""
    with pytest.raises(SuppleError, match="above 0"):
        Limit(asked=bad, unit="s")
    with pytest.raises(SuppleError, match="above 0"):
        Limit(asked=1.0, unit="s").tighten(bad, why="any")

"""A limit only tightens."""

from hypothesis import given
from hypothesis import strategies as st

from supple.safety.limits import Limit

positive = st.floats(min_value=1e-3, max_value=1e6, allow_nan=False)


@given(positive, st.lists(positive, max_size=8))
def test_a_limit_never_widens(asked: float, bounds: list[float]) -> None:
    """Every bound leaves the value the same or smaller, and keeps its reason."""
    limit = Limit(asked=asked, unit="s")
    for number, bound in enumerate(bounds):
        tighter = limit.tighten(bound, why=f"reason {number}")
        assert tighter.value <= limit.value
        assert tighter.value <= bound
        assert len(tighter.bounds) == number + 1
        limit = tighter
    assert limit.value == min([asked, *bounds])


@given(positive, st.permutations([3.0, 20.0, 7.5, 100.0]))
def test_the_order_of_bounds_never_matters(asked: float, bounds: list[float]) -> None:
    """The same bounds in any order leave the same value."""
    limit = Limit(asked=asked, unit="s")
    for bound in bounds:
        limit = limit.tighten(bound, why="any")
    assert limit.value == min(asked, 3.0)
    assert (limit.binding is None) == (asked <= 3.0)

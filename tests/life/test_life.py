"""Ten thousand steps of a life at random."""

from collections.abc import Callable

from tests.life.machine import Life, live

LIVES = 300
AT_LEAST = 10_000


def test_whatever_happens_nothing_said_is_lost_or_heard_by_another(
    record_property: Callable[[str, object], None],
) -> None:
    Life.steps = Life.acknowledged = 0
    live(LIVES)
    record_property("steps", Life.steps)
    record_property("entries acknowledged", Life.acknowledged)
    assert Life.steps >= AT_LEAST

"""Which techniques and how many repeats fit the time: more techniques first, then the nearest length."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from supple.knowledge.schema.technique import Technique
from supple.session.bouts import Dosed, length_ms
from supple.session.dose import dose

LONGEST_SHARE = 1.1

Timed = tuple[Dosed, int]


def fit(
    techniques: Sequence[Technique],
    *,
    minutes: float,
    around_ms: int,
    change_ms: int,
    level: str | None,
    gentle: frozenset[str],
) -> tuple[Dosed, ...]:
    """The routine nearest to `minutes`, at most a tenth longer; the shortest one if none is that short.

    `around_ms` is lying down and getting up, `change_ms` each change of technique.
    """
    target_ms = minutes * 60_000
    timed = [
        (
            around_ms + change_ms * (len(routine) - 1) + sum(ms for _, ms in routine),
            tuple(one for one, _ in routine),
        )
        for routine in _routines([_doses(one, level, gentle=one.id in gentle) for one in techniques])
    ]
    fitting = [one for one in timed if one[0] <= target_ms * LONGEST_SHARE]
    if not fitting:
        return min(timed, key=lambda one: one[0])[1]
    return max(fitting, key=lambda one: (*_breadth(one[1]), -abs(one[0] - target_ms)))[1]


def _breadth(routine: Sequence[Dosed]) -> tuple[int, int]:
    return len({one.technique.region for one in routine}), len(routine)


def _routines(doses: Sequence[list[Timed]]) -> Iterator[tuple[Timed, ...]]:
    for size in range(1, len(doses) + 1):
        for chosen in combinations(doses, size):
            yield from product(*chosen)


def _doses(technique: Technique, level: str | None, *, gentle: bool) -> list[Timed]:
    """Every number of repeats that makes sense, each with its length in ms."""
    repeats = technique.dose.repeats
    own_level = level if technique.level else None
    dosed = [
        dose(technique, hold_s=None, repeats=times, level=own_level, gentle=gentle)[0]
        for times in range(round(repeats.low), round(repeats.high) + 1)
    ]
    return [(one, length_ms(one)) for one in dosed]

"""A line of the mirror is begun once its row is kept: one that cannot be read proves that there was a row."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supple.app.clock import SystemClock
from supple.journal.entry import Entry
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import open_store
from supple.store.mirror import mirror_of
from tests.unit.store.entries import self_adjust
from tests.unit.store.test_damage import opened

KEPT: list[Entry] = [self_adjust() for _ in range(300)]
LAST = self_adjust()


@pytest.fixture(scope="module", params=[0, 3, 300])
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """What a killed program leaves whose log is lost with the last entry, and how many there are before."""
    folder, killed = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("left") / "data"
    with closing(open_store(folder / "supple.sqlite3", clock=SystemClock())) as store:
        store.add(KEPT[: request.param])
    with closing(open_store(folder / "supple.sqlite3", clock=SystemClock())) as store:
        store.add([LAST])
        shutil.copytree(folder, killed, ignore=shutil.ignore_patterns("*-shm"))
    return killed, request.param


def torn(mirror: Path, begins: int, at: float, fill: bytes) -> None:
    """Of what was added last only a part is there, or the room for it."""
    size = mirror.stat().st_size
    cut = begins + 1 + int(at * (size - begins - 2))
    content = mirror.read_bytes()
    mirror.write_bytes(content[:cut] + fill * (size - cut))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), fill=st.sampled_from([b"", b"\0"]))
@example(at=0, fill=b"")
@example(at=1, fill=b"")
@example(at=0, fill=b"\0")
def test_a_log_that_is_lost_with_the_mirrors_end_is_told(
    left: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory, at: float, fill: bytes
) -> None:
    killed, before = left
    folder = tmp_path_factory.mktemp("torn") / "data"
    shutil.copytree(killed, folder)
    path = folder / "supple.sqlite3"
    path.with_name("supple.sqlite3-wal").unlink()
    mirror = mirror_of(path)
    line = mirror.read_bytes().splitlines(keepends=True)[-1]
    torn(mirror, mirror.stat().st_size - len(line) - 1 if before else -1, at, fill)
    *rest, repaired = opened(path)
    assert rest == KEPT[:before]
    assert isinstance(repaired, JournalRepaired)
    assert (repaired.recovered, repaired.lost) == (before, None)
    assert opened(path) == [*rest, repaired]
    shutil.rmtree(folder)


@pytest.mark.parametrize("count", [0, 299])
def test_a_mirror_that_is_torn_where_the_database_has_the_row_is_filled_up(
    tmp_path: Path, count: int
) -> None:
    """Also where others were added behind it, so that the one that was missing comes last."""
    path, more = tmp_path / "supple.sqlite3", [self_adjust() for _ in range(3)]

    def half_a_line() -> None:
        os.truncate(mirror_of(path), mirror_of(path).stat().st_size - 40)

    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(KEPT[:count])
        store.add([LAST])
        half_a_line()
        for entry in more:
            store.add([entry])
    for _ in range(2):
        assert opened(path) == [*KEPT[:count], LAST, *more]
        half_a_line()
    assert opened(path) == [*KEPT[:count], LAST, *more]

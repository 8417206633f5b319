"""Trouble that begins after the start is an answer with the fix; what was acknowledged stays."""

import resource
from contextlib import closing
from pathlib import Path
from random import Random

from supple.app.clock import SystemClock
from supple.knowledge.collection import Knowledge
from supple.store import open_store
from supple.store.folder import DATABASE_NAME
from tests.durability.notes import Batch, Notes
from tests.durability.sender import Connection, get, post, post_batch
from tests.durability.trouble import on_a_small_disk, running

OK, UNAVAILABLE = 200, 503
ROOM = 150_000
FORM = "application/x-www-form-urlencoded"


def is_refused(connection: Connection, batch: Batch) -> bool:
    """Whether a batch is refused, and then with the problem and its fix."""
    status, answer = post_batch(connection, batch)
    if status == UNAVAILABLE:
        assert answer.keys() == {"problem", "fix", "code"}
        assert "nothing was kept of this" in str(answer["problem"])
        assert "disk" in str(answer["fix"])
    else:
        assert status == 200, answer
    return status == UNAVAILABLE


def fill(connection: Connection, notes: Notes) -> tuple[Batch, Batch]:
    """Post until the disk is full. Returns what was acknowledged, and the batch that was refused."""
    acknowledged: Batch = []
    for _ in range(200):
        batch = notes.batch()
        if is_refused(connection, batch):
            return acknowledged, batch
        acknowledged += batch
    raise AssertionError("The disk never was full")


def ids(batch: Batch) -> set[str]:
    return {str(entry.id) for entry in batch}


def kept(folder: Path) -> set[str]:
    with closing(open_store(folder / DATABASE_NAME, clock=SystemClock())) as store:
        return ids(store.entries())


def test_a_full_disk_is_said_and_once_there_is_room_the_same_entries_are_kept(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    folder = tmp_path / "data"
    with running(folder, command=on_a_small_disk(ROOM)) as app:
        acknowledged, batch = fill(app.connection, Notes(Random(3), knowledge))
        assert acknowledged
        assert is_refused(app.connection, batch)
        status, page = get(app.connection, "/journal")
        assert status == 200
        assert "</html>" in page
        resource.prlimit(app.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert not is_refused(app.connection, batch)
    assert kept(folder) == ids([*acknowledged, *batch])


def test_after_a_full_disk_a_new_start_has_what_was_acknowledged_and_nothing_of_the_rest(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    folder = tmp_path / "data"
    with running(folder, command=on_a_small_disk(ROOM)) as app:
        acknowledged, batch = fill(app.connection, Notes(Random(4), knowledge))
    assert kept(folder) == ids(acknowledged)
    with running(folder) as app:
        assert not is_refused(app.connection, batch)
    assert kept(folder) == ids([*acknowledged, *batch])


def test_a_page_that_meets_a_full_disk_says_so(tmp_path: Path, knowledge: Knowledge) -> None:
    folder = tmp_path / "data"
    with running(folder, command=on_a_small_disk(ROOM)) as app:
        fill(app.connection, Notes(Random(5), knowledge))
        # A single note is small: there may be room for a few.
        form = f"journal={app.connection.whose()}".encode()
        answers = [post(app.connection, "/journal/self-adjust", form, kind=FORM) for _ in range(50)]
    status, page = answers[-1]
    assert status == UNAVAILABLE
    assert "nothing was kept of this" in page
    assert "disk" in page


def test_damage_while_it_runs_is_mended_and_what_is_acknowledged_is_kept(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    folder, notes = tmp_path / "data", Notes(Random(6), knowledge)
    with closing(open_store(folder / DATABASE_NAME, clock=SystemClock())) as store:
        for _ in range(60):
            store.add(notes.batch())
        entries = store.entries()
    batch = notes.batch()
    with running(folder) as app:
        with (folder / DATABASE_NAME).open("r+b") as file:
            size = file.seek(0, 2)
            file.seek(4096)
            file.write(b"\xa5" * (size - 4096))
        status, page = get(app.connection, "/journal")
        assert status == OK, page
        assert not is_refused(app.connection, batch)
    after = kept(folder)
    assert after >= ids([*entries, *batch])
    assert len(after) - len(entries) - len(batch) in (0, 1)

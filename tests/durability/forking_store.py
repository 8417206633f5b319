"""Does what journals are for, in children that are made to be killed: one line of input, one child.

A line is JSON: `{"job": "add", ...}` forks a child, which says what it has done as `PID word`, and
`{"wait": PID}` is answered with `PID ended CODE` once that child is gone. Modules and knowledge are in memory
already, so that hundreds of children take seconds; the database each one opens itself.
"""

import itertools
import json
import os
import sys
import traceback
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import alembic.command  # noqa: F401 - this and the next two here, once for all children
import psycopg  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.knowledge.loader import load
from supple.store import Journals, open_journals, write_export
from tests.durability.newer import become_newer
from tests.durability.notes import Batch, Notes

KNOWLEDGE = load()


def batch(seed: int, number: int) -> Batch:
    """A batch that every process knows by its numbers."""
    return Notes(Random(seed * 1_000_003 + number), KNOWLEDGE).batch()


def say(word: str) -> None:
    """One line, in one piece."""
    os.write(1, f"{os.getpid()} {word}\n".encode())


def add(journals: Journals, task: dict[str, Any]) -> None:
    """Add batch after batch, and say each one's number once it is acknowledged."""
    store = journals.create("first")
    last = task.get("until")
    for number in itertools.count(task["start"]) if last is None else range(task["start"], last):
        store.add(batch(task["seed"], number))
        say(f"kept {number}")


def export(journals: Journals, task: dict[str, Any]) -> None:
    """Write exports, again and again under the same name or one more each time."""
    store = journals.open("first")
    for number in range(task["times"]):
        write_export(store, Path(task["path"].format(number)))
        say(f"wrote {number}")


def take_back(journals: Journals, task: dict[str, Any]) -> None:
    """Restore an export as a journal."""
    journals.restore(Path(task["path"]))


def migrate(journals: Journals, task: dict[str, Any]) -> None:
    """Open the journal as a newer program."""
    become_newer(Path(task["migrations"]))
    journals.open("first")


def remove(journals: Journals, task: dict[str, Any]) -> None:
    """Remove a journal."""
    journals.remove(task["id"])


JOBS = {"add": add, "export": export, "restore": take_back, "migrate": migrate, "remove": remove}


def run(task: dict[str, Any]) -> NoReturn:
    """Do a job, say so and end."""
    try:
        with closing(open_journals(Path(task["folder"]), task["url"], SystemClock())) as journals:
            JOBS[task["job"]](journals, task)
        say("done")
    except SuppleError as error:
        say(f"refused {error}")
    except BaseException:  # noqa: BLE001 - nothing may get past a fork
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Fork or wait, as the lines say."""
    for line in sys.stdin:
        task = json.loads(line)
        if "wait" in task:
            status = os.waitpid(task["wait"], 0)[1]
            os.write(1, f"{task['wait']} ended {os.waitstatus_to_exitcode(status)}\n".encode())
        else:
            child = os.fork()
            if child == 0:
                run(task)
            os.write(1, f"{child} begun\n".encode())


if __name__ == "__main__":
    os.write(1, b"0 ready\n")
    main()

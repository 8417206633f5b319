"""The test's end of forking_store.py."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.durability.place import Place

ROOT = Path(__file__).parents[2]
PATIENCE_S = 180.0
KILLED = -signal.SIGKILL


@dataclass
class Worker:
    """A child at work, and what it has said so far."""

    pid: int
    said: list[str] = field(default_factory=list)

    @property
    def kept(self) -> list[int]:
        """The numbers of the batches that were acknowledged, or of the exports that were written."""
        return [int(one.split()[1]) for one in self.said if one.startswith(("kept ", "wrote "))]


class Workers:
    """Starts children that use journals, and kills them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.forking_store"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=ROOT,
        )
        self._said: defaultdict[int, list[str]] = defaultdict(list)
        self._rest = b""
        self._running: set[int] = set()
        self._hear("ready")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child, then the one that forks them."""
        for pid in list(self._running):
            os.kill(pid, signal.SIGKILL)
        self._process.communicate(timeout=PATIENCE_S)

    def begin(self, place: Place, job: str, **more: object) -> Worker:
        """Start a child on a job."""
        self._tell({"job": job, "folder": str(place.folder), "url": place.url, **more})
        pid = self._hear("begun")
        self._running.add(pid)
        return Worker(pid=pid, said=self._said[pid])

    def kill(self, worker: Worker, *, after_s: float) -> int:
        """Kill a child a moment from now. Returns its exit code: it may have ended before."""
        if worker.pid not in self._running:
            return 0
        time.sleep(after_s)
        os.kill(worker.pid, signal.SIGKILL)
        return self.end(worker)

    def pace(self, worker: Worker) -> float:
        """How long a child takes that nobody kills, in seconds."""
        began = time.monotonic()
        assert self.end(worker) == 0
        return time.monotonic() - began

    def end(self, worker: Worker) -> int:
        """Wait until a child has ended. Returns its exit code."""
        self._tell({"wait": worker.pid})
        self._hear("ended", worker.pid)
        self._running.discard(worker.pid)
        return int(worker.said[-1].split()[1])

    def until(self, worker: Worker, word: str) -> None:
        """Wait until a child has said something that begins like this."""
        if not any(one.startswith(word) for one in worker.said):
            self._hear(word, worker.pid)

    def _tell(self, task: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task).encode() + b"\n")

    def _hear(self, word: str, pid: int | None = None) -> int:
        """Listen until somebody says this. Returns who."""
        while True:
            speaker, _, said = self._line().partition(" ")
            self._said[int(speaker)].append(said)
            if said.startswith(word) and pid in (None, int(speaker)):
                return int(speaker)

    def _line(self) -> str:
        assert self._process.stdout is not None
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
            assert ready, "The worker said nothing for too long"
            more = os.read(self._process.stdout.fileno(), 65536)
            assert more, "The worker is gone"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()

"""The test's end of forking_server.py."""

import re
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

SCRIPT = Path(__file__).with_name("forking_server.py")
ADDRESS = re.compile(r"Supple is at http://127\.0\.0\.1:(\d+)/\?token=")
ENDED = re.compile(r"ended (-?\d+) (writing|idle)")
# A disk that is busy elsewhere may keep one `fsync` waiting for long.
PATIENCE_S = 180.0


@dataclass(frozen=True, kw_only=True)
class End:
    """How a server ended: its exit code, and whether a write was under way an instant before."""

    code: int
    writing: bool


class Launcher:
    """Starts servers, one at a time, and has them killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and with it whatever it started."""
        self._process.communicate(timeout=PATIENCE_S)

    def begin(self, folder: Path, *, way: Literal["fork", "exec"] = "fork") -> None:
        """Start a server and do not wait for it."""
        self._tell(f"{way} {folder}")

    def start(self, folder: Path, *, way: Literal["fork", "exec"] = "fork") -> int:
        """Start a server and wait until it answers. Returns its port."""
        self.begin(folder, way=way)
        said = self._line()
        found = ADDRESS.match(said)
        assert found, said
        return int(found[1])

    def kill_after(self, seconds: float) -> None:
        """Have the server killed a moment from now, and do not wait for it."""
        self._tell(f"kill {seconds:.6f}")

    def kill_in_a_write(self, seconds: float) -> None:
        """Have the server killed a moment after its next write begins, and do not wait for it."""
        self._tell(f"aim {seconds:.6f}")

    def ended(self) -> End:
        """Wait for the killing that was asked for. A server may be killed in the middle of a line."""
        said = self._line()
        found = ENDED.search(said)
        if found is None and ADDRESS.match(said):
            said = self._line()
            found = ENDED.search(said)
        assert found, said
        return End(code=int(found[1]), writing=found[2] == "writing")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())

    def _line(self) -> str:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
        assert ready, "The server said nothing for too long"
        return self._process.stdout.readline().decode().strip()

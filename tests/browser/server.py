"""The real `supple`, as its command runs it, in a process of its own.

It is forked from a process that has imported everything, which is most of a start. The installed command
itself is started in tests/durability.
"""

import multiprocessing
import os
import re
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from supple.cli.main import main

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=\S+")
PATIENCE_S = 60.0
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["supple.cli.main", "supple.app.serving", "supple.web.server"])


def run(arguments: list[str], log: Path) -> None:
    """Be `supple` with these arguments, and write into the log whatever it says."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    sys.argv = ["supple", *arguments]
    main()


class Server:
    """One `supple` on a free port with its own data folder; stopped and started again at will.

    `link`: the address that lets a browser in, as it was printed at the last start.
    """

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.url = ""
        self.link = ""
        self._log = folder / "supple.log"
        self._port = 0
        self._process: BaseProcess | None = None

    @property
    def pid(self) -> int:
        """The id of the running process."""
        pid = self._running().pid
        assert pid
        return pid

    @property
    def port(self) -> int:
        """Where it listens, or listened last."""
        return self._port

    def listen_at(self, port: int) -> None:
        """Where it will listen from the next start on; 0 for any that is free."""
        self._port = port

    def start(self) -> None:
        """Start it, on the same port as before if there was one, and wait until it says its address."""
        arguments = ["--no-browser", "--port", str(self._port), "--data", str(self.data)]
        self._log.write_bytes(b"")
        self._process = PROCESSES.Process(target=run, args=(arguments, self._log), daemon=True)
        self._process.start()
        self._port = self._wait_for_port(self._process)
        self.url = f"http://127.0.0.1:{self._port}"

    def stop(self) -> None:
        """End it as if the power went: nothing is tidied up."""
        process = self._running()
        process.kill()
        process.join(timeout=PATIENCE_S)
        self._process = None

    def restart(self) -> None:
        """End it and start it again at the same address, over the same data."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it if it runs."""
        if self._process is not None:
            self.stop()

    def said(self) -> str:
        """What it has printed since it was started."""
        return self._log.read_text(encoding="utf-8")

    def _running(self) -> BaseProcess:
        if self._process is None:
            raise RuntimeError("The server is not running: start() it.")
        return self._process

    def _wait_for_port(self, process: BaseProcess) -> int:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and process.is_alive():
            if address := ADDRESS.search(self.said()):
                self.link = address[0]
                return int(address[1])
            time.sleep(0.02)
        self.close()
        raise RuntimeError(f"supple did not start; it said: {self.said() or 'nothing'}")

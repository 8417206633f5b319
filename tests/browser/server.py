"""The real `supple`, started as a person would start it."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=\S+")
PATIENCE_S = 60.0


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
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The id of the running process."""
        return self._running().pid

    @property
    def port(self) -> int:
        """Where it listens, or listened last."""
        return self._port

    def listen_at(self, port: int) -> None:
        """Where it will listen from the next start on; 0 for any that is free."""
        self._port = port

    def start(self) -> None:
        """Start it, on the same port as before if there was one, and wait until it says its address."""
        supple = Path(sys.executable).with_name("supple.exe" if os.name == "nt" else "supple")
        command = [str(supple), "--no-browser", "--port", str(self._port), "--data", str(self.data)]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self._port = self._wait_for_port(self._process)
        self.url = f"http://127.0.0.1:{self._port}"

    def stop(self) -> None:
        """End it as if the power went: nothing is tidied up."""
        process = self._running()
        process.kill()
        process.wait(timeout=PATIENCE_S)
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

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("The server is not running: start() it.")
        return self._process

    def _wait_for_port(self, process: subprocess.Popen[bytes]) -> int:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and process.poll() is None:
            if address := ADDRESS.search(self.said()):
                self.link = address[0]
                return int(address[1])
            time.sleep(0.02)
        self.close()
        raise RuntimeError(f"supple did not start; it said: {self.said() or 'nothing'}")

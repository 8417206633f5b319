"""One local port: the one asked for or the first free one, and Ctrl-C ends it quietly."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from supple.app.links import HOST
from supple.app.ports import listen
from supple.base.errors import SuppleError

RUN = """
import sys
from pathlib import Path
from supple.app.serving import serve
from supple.app.settings import Settings
serve(Settings(data=Path(sys.argv[1]), port=0, open_browser=False))
"""


def test_a_port_in_use_that_was_asked_for_is_said() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SuppleError, match=f"Port {port} on 127.0.0.1 cannot be used"):
            listen(port)


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    with listen(None) as first, listen(None) as second:
        assert first.getsockname()[1] != second.getsockname()[1]
        assert {one.getsockname()[0] for one in (first, second)} == {HOST}
        assert first.family is socket.AF_INET


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_number_that_is_no_port_is_said(port: int) -> None:
    with pytest.raises(SuppleError, match="is not a port"):
        listen(port)


def test_it_says_its_address_once_it_answers_and_stops_on_interrupt(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    with running:
        address = running.stdout.readline().split()[3]
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310, our own address
            assert answer.status == 200
            assert "Supple" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert "has stopped" in running.stdout.read()
    assert running.returncode == 0

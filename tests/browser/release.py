"""The player of release 0.1.0, as its server gave it out, for tests of what it does after an update.

`data/release_0_1_0.zip` is that release's built player (its own code, and Svelte's, under the MIT licence)
and one plan that its server made.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

RELEASE = Path(__file__).parent / "data" / "release_0_1_0.zip"
SESSION = (
    "/session#person=first&screening=94e95717-552b-4514-b808-44e3faafdc4b&stiffness=4&region=lower&minutes=5"
)
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}


def _files() -> dict[str, bytes]:
    """What the release's server answered, by address."""
    with ZipFile(RELEASE) as release:
        built = {name: release.read(name) for name in release.namelist()}
    plan = json.loads(built.pop("api/plans"))
    plan["good_until"] = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    return {
        "/session": built.pop("index.html"),
        "/sw.js": built.pop("sw.js"),
        "/api/plans": json.dumps(plan).encode(),
        "/static/app.css": b"",
        **{f"/static/player/{name}": content for name, content in built.items()},
    }


class _Release(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.files = _files()
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(BaseHTTPRequestHandler):
    server: _Release

    def do_GET(self) -> None:
        """A file of the release; whatever else there was is not there."""
        path = self.path.partition("?")[0]
        content = self.server.files.get(path)
        self.send_response(404 if content is None else 200)
        self.send_header("content-type", TYPES.get(Path(path).suffix, "text/html"))
        self.send_header("content-length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def do_POST(self) -> None:
        """A plan; entries are not taken, as by a server that is about to end."""
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@contextmanager
def release_server() -> Iterator[int]:
    """The release at some port of this machine, until the block ends."""
    server = _Release()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

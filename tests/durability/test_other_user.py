"""Another user of the computer, a real one: nothing of a running Supple can be read or written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.all_routes import all_routes
from tests.durability.sender import get
from tests.durability.trouble import running, snapshot

NOBODY = 65_534
OPEN = ("/session", "/sw.js", "/static")
# Asks as that user would: without a cookie, with everything else as Supple's own page sends it.
ASKS = """
import encodings.idna, json, os, sys
from http.client import HTTPConnection
user, port, folder, routes = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], json.loads(sys.stdin.read())
if user:
    os.setgroups([]); os.setgid(user); os.setuid(user)
statuses, readable, shown = {}, [], []
for method, path in routes:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, b"sure=yes&journal=first", headers)
    answer = connection.getresponse()
    statuses[f"{method} {path}"] = [answer.status, len(answer.read())]
    connection.close()
for root, _, names in os.walk(folder):
    for name in names:
        try:
            readable.append(open(os.path.join(root, name)).read(1))
        except OSError:
            pass
for process in os.listdir("/proc"):
    try:
        shown.append(open(f"/proc/{process}/cmdline").read())
    except (OSError, UnicodeDecodeError):
        pass
print(json.dumps({"statuses": statuses, "readable": readable, "shown": shown, "user": os.getuid()}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder to which the way is open for everybody, so that its own modes alone keep them out."""
    for part in (tmp_path, *tmp_path.parents[:-2]):
        if part.stat().st_uid == os.getuid():
            part.chmod(part.stat().st_mode | 0o011)
    return tmp_path / "data"


def test_another_user_reads_and_writes_nothing(folder: Path) -> None:
    """Only root can become another user; everybody else asks as the same one, who was not let in."""
    user = NOBODY if os.getuid() == 0 else 0
    routes = [(method, re.sub(r"\{\w+\}", "x", path)) for method, path in all_routes() if path not in OPEN]
    with running(folder) as app:
        assert get(app.connection, "/place")[0] == 200
        links = [
            json.loads(path.read_text())["token"] for path in folder.glob("running-*.json")
        ] + re.findall(r"token=([\w-]+)", (folder / "open-supple.html").read_text())
        before = snapshot(folder)
        asked = subprocess.run(
            [sys.executable, "-c", ASKS, str(user), str(app.connection.port), str(folder)],
            input=json.dumps(routes),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        assert asked.returncode == 0, asked.stderr
        told = json.loads(asked.stdout)
        assert snapshot(folder) == before
    assert len(told["statuses"]) > 30
    assert {route: status for route, (status, _) in told["statuses"].items() if status != 401} == {}
    # The same page wherever they ask; to a form it says that it is not kept.
    pages = {route: size for route, (_, size) in told["statuses"].items() if "/api/" not in route and size}
    assert len({(route.startswith("POST "), size) for route, size in pages.items()}) == 2
    if user:
        assert told["user"] == NOBODY
        assert told["readable"] == []
    assert len(set(links)) == 2
    assert told["shown"]
    assert [token for token in links for line in told["shown"] if token in line] == []

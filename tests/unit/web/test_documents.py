"""Documents come from a process of their own: one at a time, the same bytes, and gone with whoever asked."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from supple.app.document import DocumentWish, Kind, command, surroundings, wish_for
from supple.app.keeping import export_of
from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import DATABASE_URL, Settings
from supple.app.telling import csv_of, fhir_of, pdf_of
from supple.web import documents, lanes
from tests.way_in import ORIGIN, application_of, browser, cookies_of

PATHS = ("/hand-over/page.pdf", "/hand-over/entries.csv", "/hand-over/fhir.json", "/you/everything")
MAKE: tuple[Callable[[Supple], bytes], ...] = (
    pdf_of,
    lambda supple: csv_of(supple).encode(),
    fhir_of,
    lambda supple: b"".join(export_of(supple)),
)
CANARY = "canary-in-the-note"
# Only so that a test that fails ends.
PATIENCE_S = 60.0
# Says that it began, then stands; ends with its standard input, like the real one.
STANDS = """
import os, pathlib, select, sys
folder = pathlib.Path(sys.argv[1])
(folder / str(os.getpid())).touch()
if "half" in sys.argv:
    os.write(1, b"+half of it")
while not (folder / "go").exists():
    if select.select([0], [], [], 0.01)[0] and not os.read(0, 1000):
        sys.exit(1)
"""


def in_its_place(code: str, *arguments: object) -> Callable[[], list[str]]:
    """A command that runs other code instead."""
    return lambda: [sys.executable, "-c", code, *map(str, arguments)]


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Path]:
    """Where processes say that they began."""
    folder = tmp_path / "begun"
    folder.mkdir()
    yield folder
    for one in pids(folder):
        with suppress(ProcessLookupError):
            os.kill(one, 9)


def pids(folder: Path) -> list[int]:
    return [int(one.name) for one in folder.iterdir() if one.name.isdigit()]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - another process tells nobody
            await asyncio.sleep(0.005)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(("path", "make"), [*zip(PATHS, MAKE, strict=True)])
def test_the_bytes_are_those_of_the_command_line(
    client: TestClient, supple: Supple, path: str, make: Callable[[Supple], bytes]
) -> None:
    client.post("/check-in", data={"discomfort": "4", "note": "Stiff \N{SNOWMAN}"})
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content == make(supple)
    assert client.head(path).headers["content-disposition"] == answer.headers["content-disposition"]


def test_documents_wait_in_line_without_a_thread(
    people: People, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "command", in_its_place(STANDS, begun, "half"))

    async def scene() -> None:
        page = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=application_of(people)),
            base_url=ORIGIN,
            cookies=cookies_of(people.settings),
        )
        named = [f"{path}?journal={people.chosen(None).journal}" for path in PATHS]
        asking = [asyncio.create_task(page.get(path)) for path in named for _ in range(lanes.PAGE_THREADS)]
        await until(lambda: len(pids(begun)) == 1)
        async with asyncio.timeout(PATIENCE_S):
            assert (await page.get("/journal")).status_code == 200
        assert len(pids(begun)) == 1
        assert not any(task.done() for task in asking)
        (begun / "go").touch()
        for task in asking:
            assert (await task).content == b"half of it"
        assert len(pids(begun)) == len(asking)

    asyncio.run(scene())


@pytest.mark.parametrize("half", ["", "half"])
def test_the_process_ends_when_whoever_asked_has_gone(
    people: People, begun: Path, monkeypatch: pytest.MonkeyPatch, half: str
) -> None:
    people.chosen(None).choose_place("uk_ireland")
    monkeypatch.setattr(documents, "command", in_its_place(STANDS, begun, half))

    async def scene() -> None:
        leaves = asyncio.Event()
        sent: list[Message] = []

        async def receive() -> Message:
            await leaves.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        document = documents.Document(people.chosen(None), "fhir")
        asking = asyncio.create_task(document({"type": "http", "method": "GET"}, receive, send))
        await until(lambda: bool(pids(begun)) and bool(sent) == bool(half))
        assert not is_gone(pids(begun)[0])
        leaves.set()
        await asking
        assert is_gone(pids(begun)[0])
        assert not any(message.get("more_body") is False for message in sent)

    asyncio.run(scene())


@pytest.mark.parametrize("path", PATHS)
def test_what_cannot_be_told_is_a_page_with_the_reason(
    client: TestClient, people: People, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:

    def of_somebody_gone(supple: Supple, kind: Kind) -> DocumentWish:
        wish = wish_for(supple, kind)
        people.remove(supple.person)
        return wish

    monkeypatch.setattr(documents, "wish_for", of_somebody_gone)
    answer = client.get(path)
    assert answer.status_code == 404
    assert all(words in answer.text for words in ("There is nobody of that id here", "Choose who you are"))
    assert "content-disposition" not in answer.headers


def test_a_journal_that_took_its_place_is_told_to_nobody(
    client: TestClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_somebody_before(supple: Supple, kind: Kind) -> DocumentWish:
        wish = wish_for(supple, kind)
        people.remove(supple.person)
        assert people.chosen(None).person == wish.person
        return wish

    monkeypatch.setattr(documents, "wish_for", of_somebody_before)
    answer = client.get(PATHS[3])
    assert answer.status_code >= 400
    assert "That journal is not here any more" in answer.text


@pytest.mark.parametrize(
    "code", ["", "raise SystemExit(1)", "import os; os.write(1, b'?')", "import os; os.abort()"]
)
def test_a_process_that_ends_without_a_word_is_our_mistake(
    people: People, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(documents, "command", in_its_place(code))
    answer = browser(people, raise_server_exceptions=False).get(PATHS[0])
    assert answer.status_code == 500
    assert "Our mistake" in answer.text


def test_half_a_document_is_never_ended_as_if_it_were_whole(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.chosen(None).choose_place("uk_ireland")
    code = "import os; os.write(1, b'+half of it'); raise SystemExit(1)"
    monkeypatch.setattr(documents, "command", in_its_place(code))
    sent: list[Message] = []

    async def scene() -> None:
        async def receive() -> Message:
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await documents.Document(people.chosen(None), "csv")({"type": "http", "method": "GET"}, receive, send)

    with pytest.raises(documents.DocumentError):
        asyncio.run(scene())
    assert [message.get("more_body") for message in sent] == [None, True]


def test_no_argument_tells_whose_or_where() -> None:
    assert command() == [sys.executable, "-P", "-m", "supple.app.document"]


@pytest.mark.parametrize("url", [None, f"postgresql://{CANARY}:p@ss@localhost/x"])
def test_the_address_of_the_database_goes_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    monkeypatch.setenv(DATABASE_URL, "of somebody else")
    assert surroundings(Settings(database_url=url)).get(DATABASE_URL) == url

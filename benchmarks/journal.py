"""How long pages and exports take on journals of a year and of up to 100,000 entries, on both engines.

`just bench journal`, or `.venv/bin/python benchmarks/journal.py --rounds 3 --sizes 12500,100000`. Everything
is measured in one run, beside what the plain database module and the json module take for the same rows, so
that the ratios mean something on any machine. Writes to temporary folders only.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from starlette.testclient import TestClient

from supple.app.clock import SystemClock
from supple.app.entrance import entrance_of
from supple.app.keeping import export_to, restore_from
from supple.app.people import People
from supple.app.settings import Settings
from supple.journal.entry import ENTRY, ActivityNamed, Entry, PersonNamed, Reason
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load
from supple.store import open_journals
from supple.web.server import make_application

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.durability.postgres import Postgres, postgres_server  # noqa: E402 - found only from the root
from tests.random_journal import random_journal  # noqa: E402 - the same

YEAR = 0
SIZES = (YEAR, 12_500, 25_000, 50_000, 100_000)
SESSIONS = (4, 5, 6, 7, 8)
ENTRIES_A_DAY = 50
AT_ONCE = 5000
ORIGIN = "http://127.0.0.1:8737"
PAGES = ("/trends", "/trends?weeks=52", "/", "/journal", "/hand-over")
EXPORTS = {
    "PDF": "/hand-over/page.pdf",
    "CSV": "/hand-over/entries.csv",
    "FHIR": "/hand-over/fhir.json",
    "one file": "/you/everything",
}
# Milliseconds on a journal of a year.
PAGE_MS, EXPORT_MS = 200, 2000
# Growth is told as a ratio to linear; so much of it is the machine's unrest.
UNREST = 1.1
PROGRAM = "SELECT payload FROM entry ORDER BY seq"

Took = dict[str, list[float]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a journal lies: in a folder, or in a database of its own."""

    folder: Path
    url: str | None
    knowledge: Knowledge

    @contextmanager
    def people(self) -> Iterator[People]:
        """The journals there, opened anew."""
        clock = SystemClock()
        people = People(
            journals=open_journals(self.folder, self.url, clock),
            where="here",
            knowledge=self.knowledge,
            clock=clock,
            settings=Settings(data=self.folder, database_url=self.url),
        )
        with closing(people):
            people.ids()
            yield people

    @contextmanager
    def browser(self) -> Iterator[TestClient]:
        """The whole application, opened anew, without a network."""
        with self.people() as people:
            entrance = entrance_of(people.settings)
            cookies = {entrance.cookie_name: entrance.cookie()}
            application = make_application(people, entrance)
            yield TestClient(application, base_url=ORIGIN, headers={"origin": ORIGIN}, cookies=cookies)

    def rows(self) -> list[str]:
        """Every payload as text, by the engine's plain module."""
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "supple.sqlite3")) as file:
                return [text for (text,) in file.execute(PROGRAM)]
        with psycopg.connect(self.url, options="-c search_path=supple") as connection:
            return [text for (text,) in connection.execute(PROGRAM.replace("payload", "payload::text", 1))]


def main() -> None:
    """Measure everything, and print a table for each engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is done (5)")
    parser.add_argument("--sizes", default="", help="how many entries, such as 12500,100000; 0 is a year")
    parser.add_argument("--engines", default="sqlite,postgresql", help="sqlite, postgresql, or both")
    options = parser.parse_args()
    sizes = tuple(int(size) for size in options.sizes.split(",")) if options.sizes else SIZES
    engines = options.engines.split(",")
    console, knowledge = Console(), load()
    columns = (TextColumn("{task.description:32}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server()) if "postgresql" in engines else None
        progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        every = progress.add_task("", total=len(sizes) * len(engines) * options.rounds)
        found: dict[str, dict[int, Took]] = {engine: {} for engine in engines}
        counts: dict[int, int] = {}
        for size in sizes:
            entries = journal(size, knowledge)
            counts[size] = len(entries)
            for engine in engines:
                progress.update(every, description=f"{engine}, {len(entries)} entries")
                found[engine][size] = measured(
                    entries,
                    knowledge,
                    server if engine == "postgresql" else None,
                    rounds=options.rounds,
                    done=lambda: progress.advance(every),
                )
    for engine in engines:
        console.print(table(engine, counts, found[engine]))


def journal(size: int, knowledge: Knowledge) -> list[Entry]:
    """A year of several sessions a day; or so many entries of as many such years as it takes."""
    days, chance = 365 if size == YEAR else size // ENTRIES_A_DAY, random.Random(1)  # noqa: S311 - no secret
    today = SystemClock().today()
    made: list[Entry] = []
    while not made or len(made) < size:
        made = random_journal(knowledge, chance, days=days, today=today, sessions=SESSIONS)
        days += days // 5
    first = made[:20]
    return [plain(one) for one in (made if size == YEAR else [*first, *made[len(first) - size :]])]


def plain(entry: Entry) -> Entry:
    """Own words on the page as every machine has the letters for."""
    if isinstance(entry, Reason):
        return entry.model_copy(update={"text": "Stiff after long days, and better with movement"})
    if isinstance(entry, ActivityNamed | PersonNamed):
        return entry.model_copy(update={"name": f"Somebody's walk {entry.id.hex[:4]}"})
    return entry


def measured(
    entries: Sequence[Entry],
    knowledge: Knowledge,
    server: Postgres | None,
    *,
    rounds: int,
    done: Callable[[], object],
) -> Took:
    """Seconds that everything took, in as many rounds, on an engine."""
    took: Took = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="supple-bench-") as name:
        folder = Path(name)

        def place(inside: str) -> Place:
            url = None if server is None else server.new_database()
            return Place(folder=folder / inside, url=url, knowledge=knowledge)

        used = place("used")
        with used.people() as people, timing(took, "keeping all of them"):
            store = people.chosen(None).store
            for start in range(0, len(entries), AT_ONCE):
                store.add(entries[start : start + AT_ONCE])
        with used.browser() as client:
            for address in (*PAGES, *EXPORTS.values()):
                client.get(address)  # what is imported and drawn once is no part of it
        for number in range(rounds):
            one_round(used, took)
            export = folder / f"{number}.supple"
            with used.people() as people, timing(took, "one file, written"):
                export_to(people.chosen(None), export)
            with place(f"restored-{number}").people() as people, timing(took, "restore"):
                restore_from(people.journals, export)
            peers(used, entries, took)
            done()
    return took


def one_round(used: Place, took: Took) -> None:
    """Every page first of all after opening, then everything once the journal was read."""
    for page in PAGES:
        with used.browser() as client:
            get(client, page, took, f"{page}, first")
    with used.browser() as client:
        client.get("/journal")
        for page in PAGES:
            get(client, page, took, f"{page}, later")
        with used.people() as people:
            journal = people.chosen(None).journal
        for name, address in EXPORTS.items():
            get(client, f"{address}?journal={journal}", took, name)


def get(client: TestClient, address: str, took: Took, name: str) -> None:
    """One whole answer. Raises RuntimeError for another one than asked for."""
    with timing(took, name):
        answer = client.get(address, follow_redirects=False)
    if answer.status_code != 200:  # noqa: PLR2004 - all right
        raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[-500:]}")


def peers(used: Place, entries: Sequence[Entry], took: Took) -> None:
    """What the plain modules take for the same rows and entries."""
    with timing(took, "peer: module reads rows"):
        rows = used.rows()
    with timing(took, "peer: rows, json.loads"):
        for row in rows:
            json.loads(row)
    dumped = [ENTRY.dump_python(one, mode="json") for one in entries]
    with timing(took, "peer: json.dumps of all"):
        json.dumps(dumped)


@contextmanager
def timing(took: Took, name: str) -> Iterator[None]:
    """Adds the seconds of what is done inside."""
    began = time.perf_counter()
    yield
    took[name].append(time.perf_counter() - began)


def table(engine: str, counts: dict[int, int], found: dict[int, Took]) -> Table:
    """Milliseconds by name and size, with targets, and growth from the smallest size to the largest."""
    made = Table(title=f"{engine}: milliseconds, medians; {os.cpu_count()} cores", title_justify="left")
    made.add_column("")
    for size in found:
        made.add_column(f"{'a year: ' if size == YEAR else ''}{counts[size]:,}", justify="right")
    sizes = sorted(found.keys() - {YEAR} or found, key=counts.__getitem__)
    small, large = sizes[0], sizes[-1]
    for column in (f"µs each at {counts[small]:,}", f"at {counts[large]:,}", "to linear", "target", ""):
        made.add_column(column, justify="right")
    for name in next(iter(found.values())):
        middle = {size: statistics.median(took[name]) for size, took in found.items()}
        each = [1e6 * middle[size] / counts[size] for size in (small, large)]
        ratio = each[1] / each[0]
        target = target_ms(name)
        within = target is None or YEAR not in middle or 1000 * middle[YEAR] <= target
        made.add_row(
            name,
            *(f"{1000 * seconds:.1f}" for seconds in middle.values()),
            *(f"{us:.2f}" for us in each),
            f"{ratio:.2f}",
            "" if target is None else f"{target}",
            "" if target is None else "ok" if within and ratio <= UNREST else "OVER",
        )
    return made


def target_ms(name: str) -> int | None:
    """Milliseconds that something may take on a journal of a year."""
    if name.startswith("/trends"):
        return PAGE_MS
    return EXPORT_MS if name in EXPORTS or name in ("one file, written", "restore") else None


if __name__ == "__main__":
    main()

"""Whoever adds people at once, in one program or several, never makes two of one name."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from supple.app.clock import SystemClock
from supple.app.people import People
from supple.app.refusals import NotPossibleError
from supple.app.settings import Settings
from supple.knowledge.collection import Knowledge
from tests.durability.place import Place

AT_ONCE = 6


def people_in(place: Place, knowledge: Knowledge) -> People:
    settings = Settings(data=place.folder, database_url=place.url)
    return People(
        journals=place.journals(), where="", knowledge=knowledge, clock=SystemClock(), settings=settings
    )


def all_at_once(everyone: list[People], name: str) -> Counter[str]:
    """What became of it each time."""
    ready = Barrier(len(everyone))

    def add(people: People) -> str:
        ready.wait()
        try:
            people.add(name)
        except NotPossibleError:
            return "here already"
        return "added"

    with ThreadPoolExecutor(len(everyone)) as threads:
        return Counter(threads.map(add, everyone))


@pytest.mark.parametrize("programs", [1, AT_ONCE])
def test_of_many_who_add_one_name_at_once_one_does(place: Place, knowledge: Knowledge, programs: int) -> None:
    everyone = [people_in(place, knowledge) for _ in range(programs)]
    for name in ("Bea", "Ben"):
        told = all_at_once(everyone * (AT_ONCE // programs), name)
        assert told == {"added": 1, "here already": AT_ONCE - 1}
    with closing(people_in(place, knowledge)) as people:
        assert sorted(one.name for one in people.everyone()) == ["Bea", "Ben"]
    for people in everyone:
        people.close()
    if place.url is None:
        assert not list(Path(place.folder).glob(".supple-*"))

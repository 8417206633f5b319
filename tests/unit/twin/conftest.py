"""What the twin's tests share: the tables, and each technique done once by an ordinary person."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from supple.knowledge.anatomy import Anatomy, read_anatomy
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.people import People, Person, one
from supple.twin.looking_ahead import Outlook, outlook
from supple.twin.movement import Movement, movement
from supple.twin.subject import Subject


@pytest.fixture(scope="session")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture(scope="session")
def anatomy() -> Anatomy:
    return read_anatomy()


@pytest.fixture(scope="session")
def techniques(knowledge: Knowledge) -> dict[str, Technique]:
    return dict(knowledge.techniques)


@pytest.fixture(scope="session")
def subject(facts: SpineFacts, anatomy: Anatomy) -> Subject:
    return Subject(person=Person(), facts=facts, table=anatomy.table)


@pytest.fixture(scope="session")
def people(facts: SpineFacts) -> People:
    return one(Person(), facts)


@pytest.fixture(scope="session")
def towel(techniques: dict[str, Technique], anatomy: Anatomy) -> Movement:
    return movement(techniques["towel-extension"], anatomy)


@pytest.fixture(scope="session")
def ordinary(
    facts: SpineFacts, anatomy: Anatomy, techniques: dict[str, Technique]
) -> Callable[[str], Outlook]:
    """An ordinary person's outlook on a technique, by its id."""

    @cache
    def found(name: str) -> Outlook:
        return outlook(techniques[name], facts, anatomy)

    return found


@pytest.fixture(scope="session")
def look(techniques: dict[str, Technique], facts: SpineFacts, anatomy: Anatomy) -> Callable[..., Outlook]:
    """An outlook on a technique, by its id and whatever else is asked."""

    def found(name: str, **asked: Any) -> Outlook:
        return outlook(techniques[name], facts, anatomy, **asked)

    return found

"""Many people instead of one: how many, and what draws them."""

from dataclasses import dataclass

from supple.base.chance import Chance
from supple.knowledge.spine import SpineFacts
from supple.spine.people import People, Person, many, one


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How many people like the person asked about, and what draws them."""

    count: int
    chance: Chance


def people_of(person: Person, facts: SpineFacts, crowd: Crowd | None) -> People:
    """The person alone, or a crowd of people like them."""
    if crowd is None:
        return one(person, facts)
    return many(person, facts, count=crowd.count, chance=crowd.chance)

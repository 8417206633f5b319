"""Who lies there: the person, and the tables that say what such a body is like."""

from dataclasses import dataclass

from supple.knowledge.schema.pose import BodyTable
from supple.knowledge.spine import SpineFacts
from supple.spine.people import Person


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person with the spine's facts and the drawn body's table."""

    person: Person
    facts: SpineFacts
    table: BodyTable

    def lying(self, name: str) -> float:
        """A number of tables/lying.toml, in its own unit."""
        return self.facts.lying.number[name].value

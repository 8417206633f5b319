"""All knowledge as one frozen value."""

from dataclasses import dataclass

from supple.knowledge.schema.code import CodeList
from supple.knowledge.schema.habit import HabitRule
from supple.knowledge.schema.question import Group, Question
from supple.knowledge.schema.rule import Rule
from supple.knowledge.schema.safety import Boundaries, Emergency, Policy, Who
from supple.knowledge.schema.source import Source
from supple.knowledge.schema.stop import Stop
from supple.knowledge.schema.technique import Technique
from supple.knowledge.schema.tracking import Tracking
from supple.knowledge.schema.words import SessionWords


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything that experts wrote, typed. Dictionaries are by id and are not to be changed."""

    techniques: dict[str, Technique]
    questions: dict[str, Question]
    groups: tuple[Group, ...]
    rules: dict[str, Rule]
    stops: dict[str, Stop]
    habits: dict[str, HabitRule]
    policy: Policy
    who: dict[str, Who]
    emergency: Emergency
    boundaries: Boundaries
    words: SessionWords
    tracking: Tracking
    sources: dict[str, Source]
    codes: dict[str, CodeList]

    def technique_order(self, ids: frozenset[str]) -> tuple[str, ...]:
        """Ids in the order of a session: lower back first, then by each file's order."""
        return tuple(key for key in self.techniques if key in ids)

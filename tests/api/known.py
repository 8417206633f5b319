"""Makes generated bodies speak of what this journal knows, so that not all of them are turned away."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from supple.journal.current import Correctable
from supple.journal.entry import Entry
from supple.knowledge.collection import Knowledge

SESSIONS = [str(UUID(int=number, version=4)) for number in range(6)]

Fields = dict[str, Any]


class Known:
    """Rewrites the names, ids and moments of entries; the same way for the same body and journal."""

    def __init__(self, knowledge: Knowledge, now: datetime) -> None:
        self._knowledge = knowledge
        self._now = now
        self._makers: dict[str, Callable[[Random, Any], Any]] = {
            "id": lambda chance, _: _new_id(chance),
            "at": lambda chance, _: self._recent(chance).isoformat(),
            "first_answer_at": lambda chance, _: self._recent(chance).isoformat(),
            "day": lambda chance, _: self._recent(chance).date().isoformat(),
            "snoozed_until": lambda chance, _: self._recent(chance).date().isoformat(),
            "event": lambda chance, _: chance.choice([None, *knowledge.stops]),
            "technique": lambda chance, _: chance.choice([None, *knowledge.techniques]),
            "techniques": lambda chance, _: chance.sample(list(knowledge.techniques), k=2),
            "session_id": lambda chance, _: chance.choice(SESSIONS),
            "answers": lambda chance, _: self._answers(chance),
            "asked": lambda chance, _: chance.sample(list(knowledge.questions), k=3),
            "follow_up": lambda chance, _: {key: _answer(chance) for key in self._questions(chance)},
        }

    def entries(self, body: object, kept: Sequence[Entry]) -> list[Fields]:
        """A list of entries that say the same of known things; what has no kind is left out."""
        found = [one for one in body if isinstance(one, dict)] if isinstance(body, list) else []
        chance = Random(json.dumps(found, sort_keys=True))
        return [self._entry(one, kept, chance) for one in found if "kind" in one]

    def _entry(self, entry: Fields, kept: Sequence[Entry], chance: Random) -> Fields:
        made = {
            name: self._makers[name](chance, value) if self._changes(name) else value
            for name, value in entry.items()
        }
        if made["kind"] == "stop_answered":
            made["event"] = chance.choice(list(self._knowledge.stops))
        if made.get("technique") is None and "technique" in made and made["kind"] == "bout_done":
            made["technique"] = chance.choice(list(self._knowledge.techniques))
        if made.get("event") is None and made["kind"] == "stop_answered":
            made["event"] = chance.choice(list(self._knowledge.stops))
        if made.get("supersedes") is not None and made["kind"] != "stop":
            made["supersedes"] = _one_of(kept, entry["kind"], chance)
        if "activity_id" in made:
            made["activity_id"] = _one_of(kept, "activity_named", chance)
        return made

    def _changes(self, name: str) -> bool:
        """Names that are not known are refused, and so are days that no calendar reaches."""
        return name in self._makers

    def _recent(self, chance: Random) -> datetime:
        return self._now - timedelta(hours=chance.randrange(24 * 60), minutes=chance.randrange(60))

    def _answers(self, chance: Random) -> Fields:
        kinds = {key: question.answer for key, question in self._knowledge.questions.items()}
        return {
            key: chance.randint(0, 10) if kinds[key] == "zero_to_ten" else _answer(chance)
            for key in self._questions(chance)
        }

    def _questions(self, chance: Random) -> list[str]:
        return chance.sample(list(self._knowledge.questions), k=chance.randint(0, 6))


def _answer(chance: Random) -> bool | str:
    return chance.choice((True, False, False, "unsure"))


def _new_id(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _one_of(kept: Sequence[Entry], kind: str, chance: Random) -> str:
    """One that is kept and of that kind; for a withdrawal any note; where there is none, nobody's id."""
    fitting = [
        one for one in kept if kind == one.kind or (kind == "withdrawn" and isinstance(one, Correctable))
    ]
    return str(chance.choice(fitting).id) if fitting else _new_id(chance)

"""Codes of our own, for what no public list has. All of them travel in the Bundle."""

from dataclasses import dataclass
from functools import cached_property

from supple.knowledge.collection import Knowledge
from supple.report.fhir.plain import Resource, made_id, plain, urn

ANSWERS = {
    "yes": ("Yes", "The more worrying answer, whatever the question."),
    "no": ("No", ""),
    "unsure": ("Not sure", "Said by the person; never taken for a no."),
}
COMPARISONS = {
    "better": ("Better", "The back, compared with a week ago."),
    "same": ("The same", ""),
    "worse": ("Worse", "The back, compared with a week ago."),
    "harder": ("Harder", "Moving, after a session."),
    "bit_harder": ("A bit harder", "Moving, after a session."),
    "bit_easier": ("A bit easier", "Moving, after a session."),
    "easier": ("Easier", "Moving, after a session."),
}
NOTES = {
    "reason": ("What brought the person to Supple", "In the person's own words."),
    "outcome": ("What Supple answered to a screening", "At that time, by the rules of that time."),
    "after_urge": ("Whether the wish to pop the back brought the person", ""),
    "review_confirmed": ("A professional has looked at it", "Said by the person."),
    "session": ("Session of guided gentle mobility", "Movements done alone, guided by Supple."),
    "stop": ("A session was stopped", "What the person said had happened."),
    "seconds_in": ("Seconds into the session", ""),
    "technique": ("Movement at that moment", ""),
    "side": ("Side at that moment", ""),
    "level": ("Level of the back at that moment", ""),
    "stiffness_before": ("Stiffness before a session, from 0, none, to 10", ""),
    "stiffness_after": ("Stiffness after a session, from 0, none, to 10", ""),
    "mobility": ("How moving felt after a session, compared with before", ""),
    "next_day": ("By the next day the back was as it had been before the session", ""),
    "weekly_change": ("The back compared with a week ago", ""),
    "day_note": ("Note about a day", "In the person's own words."),
    "self_adjusts": ("How often on that day the person popped their own back", "All in all, on that day."),
    "self_adjust": (
        "The person popped their own back",
        "Noted one by one. A count for the same day includes it: do not add them up.",
    ),
    "activity": ("Activity that the person wants back", "In the person's own words."),
    "activity_score": (
        "How well it goes, from 0, not at all, to 10, as before",
        "One activity of the Patient-Specific Functional Scale. Source: stratford-1995.",
    ),
}
_TITLES = {
    "answers": "Answers to yes or no questions",
    "comparisons": "Comparisons",
    "notes": "What is noted",
    "outcomes": "Outcomes of screening",
    "questions": "Questions of the screening",
    "stops": "What happened when a session was stopped",
    "techniques": "Movements",
}


@dataclass(frozen=True, kw_only=True)
class OwnSystem:
    """One system of ours: display and definition, which may be empty, by code."""

    key: str
    concepts: dict[str, tuple[str, str]]

    @cached_property
    def url(self) -> str:
        """Where it is named; the same in every hand-over. Nobody owns a domain for it."""
        return urn(made_id("codes", self.key))

    def resource(self, version: str) -> Resource:
        """The system as a CodeSystem, complete."""
        return {
            "resourceType": "CodeSystem",
            "id": made_id("codes", self.key),
            "url": self.url,
            "version": version,
            "name": f"Supple{self.key.title()}",
            "title": f"Supple: {_TITLES[self.key]}",
            "status": "active",
            "caseSensitive": True,
            "content": "complete",
            "count": len(self.concepts),
            "concept": [_concept(code, *words) for code, words in self.concepts.items()],
        }


def _concept(code: str, display: str, definition: str) -> Resource:
    concept: Resource = {"code": code, "display": plain(display)}
    return {**concept, "definition": plain(definition)} if definition else concept


def own_systems(knowledge: Knowledge) -> dict[str, OwnSystem]:
    """All of our systems by key. What experts write in the knowledge files becomes codes by its id."""
    concepts = {
        "answers": ANSWERS,
        "comparisons": COMPARISONS,
        "notes": NOTES,
        "outcomes": {key: (title, "") for key, title in knowledge.policy.titles.items()}
        | {"unanswered": (knowledge.policy.unanswered_title, "")},
        "questions": {key: (one.ask, one.help) for key, one in knowledge.questions.items()},
        "stops": {key: (one.label, one.note) for key, one in knowledge.stops.items()},
        "techniques": {key: (one.name, one.aim) for key, one in knowledge.techniques.items()},
    }
    return {key: OwnSystem(key=key, concepts=words) for key, words in concepts.items()}

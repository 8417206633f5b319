"""Plans for tests, from the real knowledge files."""

from datetime import UTC, datetime
from functools import cache
from typing import Literal

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load
from supple.safety.answers import Answer
from supple.safety.screening import screen
from supple.session.model import Before, Plan
from supple.session.plan import RoutineRequest, plan_routine
from tests.laws.random_answers import clean

ANSWERED_AT = datetime(2026, 11, 23, 17, tzinfo=UTC)
PLAN_ID = "00000000-0000-4000-8000-000000000001"


@cache
def real_knowledge() -> Knowledge:
    """The knowledge files, read once."""
    return load()


def routine(
    region: Literal["lower", "upper", "all"] = "all",
    minutes: int = 12,
    level: str | None = None,
    **answers: Answer,
) -> Plan:
    """A routine for somebody who answered no to everything, but for `answers`."""
    knowledge = real_knowledge()
    clearance = screen(clean(knowledge, **answers), knowledge, first_week=False)
    request = RoutineRequest(
        id=PLAN_ID,
        region=region,
        minutes=minutes,
        level=level,
        place_id=knowledge.emergency.default_place,
        before=Before(stiffness=4, discomfort=1.0),
        answered_at=ANSWERED_AT,
    )
    return plan_routine(clearance, knowledge, request)


@cache
def clean_plan() -> Plan:
    """All four techniques for somebody with nothing to report."""
    return routine()

"""What an event in a session leads to, where that depends on a number."""

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge

PAIN_RISE = "pain_rise"


def pain_event(*, before: float | None, now: float, knowledge: Knowledge) -> str | None:
    """The event `pain_rise` if pain (0 to 10) rose or reached too much, else None.

    Not knowing the pain before counts as if it had been 0: any number at the rise is a rise.
    """
    stop = knowledge.stops[PAIN_RISE]
    if stop.rise is None or stop.reach is None:
        raise SuppleError("safety/stops/pain_rise.toml has no rise or reach", fix="Add both")
    rose = now - (before if before is not None else 0.0) >= stop.rise.value
    return PAIN_RISE if rose or now >= stop.reach.value else None

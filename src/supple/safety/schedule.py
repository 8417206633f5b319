"""Which blocks are asked today: A every time, B and C at first use, after a stop and every 14 days."""

from datetime import date, datetime, timedelta

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block


def due_blocks(
    *,
    answered_at: datetime | None,
    answered_on: date | None,
    last_stop_at: datetime | None,
    today: date,
    knowledge: Knowledge,
) -> frozenset[Block]:
    """The blocks to ask, given when B and C were last answered whole and when the last stop was.

    A date in the future (a clock that was set back) does not count as answered.
    """
    everything = frozenset(Block)
    if answered_at is None or answered_on is None or answered_on > today:
        return everything
    if last_stop_at is not None and last_stop_at >= answered_at:
        return everything
    again = timedelta(days=knowledge.policy.ask_again_after.value)
    return everything if today - answered_on >= again else frozenset({Block.A})

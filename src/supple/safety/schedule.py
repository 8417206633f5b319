"""Which blocks are asked today: A every time, B and C at first use, after a stop and every 14 days."""

from datetime import date, timedelta

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block


def due_blocks(
    *,
    answered_on: date | None,
    stopped_since: bool,
    today: date,
    knowledge: Knowledge,
) -> frozenset[Block]:
    """The blocks to ask, given when B and C were last answered whole and whether there was a stop after that.

    A date in the future (a clock that was set back) does not count as answered.
    """
    everything = frozenset(Block)
    if answered_on is None or answered_on > today or stopped_since:
        return everything
    again = timedelta(days=knowledge.policy.ask_again_after.value)
    return everything if today - answered_on >= again else frozenset({Block.A})

"""Which threads a request runs on: what has to be kept now never waits for pages.

Threads share the interpreter: forty pages at once would slow down a stop even on a thread of its own. So
pages share a few, and whoever asks for one more waits in line.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import current_default_thread_limiter, run_sync

PAGE_THREADS = 2
ENTRY_THREADS = 8

Result = TypeVar("Result")
_entry_lane: RunVar[CapacityLimiter] = RunVar("entry_lane")


def bound_page_threads() -> None:
    """Let everything without a lane of its own share a few threads. For the running event loop."""
    pages = current_default_thread_limiter()
    if pages.total_tokens != PAGE_THREADS:
        pages.total_tokens = PAGE_THREADS


async def in_entry_lane(work: Callable[[], Result]) -> Result:
    """Run this on a thread of those that are kept free for entries."""
    return await run_sync(work, limiter=_limiter())


def _limiter() -> CapacityLimiter:
    """The one of this event loop."""
    lane = _entry_lane.get(None)
    if lane is None:
        lane = CapacityLimiter(ENTRY_THREADS)
        _entry_lane.set(lane)
    return lane

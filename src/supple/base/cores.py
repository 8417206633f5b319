"""People shared out over the machine's cores; the kernel runs beside Python."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

CHUNK = 32  # people between two reports of progress


def in_parts(
    count: int,
    job: Callable[[slice], None],
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Do the job for all people, some at a time, and report how many of how many are done."""
    parts = [slice(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    if len(parts) == 1:
        job(parts[0])  # no threads for one person
    else:
        with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
            for part, _ in zip(parts, pool.map(job, parts), strict=True):
                if progress is not None and part is not parts[-1]:
                    progress(part.stop, count)
    if progress is not None:
        progress(count, count)

"""One table of cases that both players are held against: the terminal's here, the browser's in TypeScript.

`just cases` writes it anew. Without words, so that it only changes where times or rules do.
"""

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

from supple.session.model import Cue, Plan, Segment
from supple.session.moments import seconds_left, segment_at
from supple.session.playback import Playback, done_between
from tests.laws.plans import routine

CASES = Path(__file__).resolve().parents[3] / "player" / "tests" / "cases.json"
WHEN = {"index", "start_ms", "end_ms", "resume_at", "skip_to"}
WHAT = {"kind", "technique", "step", "bout", "side", "level"}
ACTIONS = ("advance",) * 12 + ("pause", "stop", "restart_step", "skip_step")
LONGEST_STEP_MS = 45_000
RUNS, STEPS = 12, 60

Json = dict[str, Any]


def table() -> Json:
    """Plans, what they say at moments, and runs through them with all that each step leads to."""
    chance = Random(7)
    plans = {"lower": routine("lower", 5), "all": routine("all", 12)}
    return {
        "plans": {name: _skeleton(plan) for name, plan in plans.items()},
        "moments": [
            {"plan": name, **_moment(plan, at_ms)}
            for name, plan in plans.items()
            for at_ms in _telling_moments(plan, chance)
        ],
        "runs": [
            {"plan": name, "steps": _run(plan, chance)}
            for name, plan in plans.items()
            for _ in range(RUNS // len(plans))
        ],
    }


def as_text(cases: Json) -> str:
    """One row a line."""
    lists = [
        f"{json.dumps(key)}: [\n" + ",\n".join(json.dumps(row) for row in cases[key]) + "\n]"
        for key in ("moments", "runs")
    ]
    return "{\n" + ",\n".join([f'"plans": {json.dumps(cases["plans"])}', *lists]) + "\n}\n"


def _skeleton(plan: Plan) -> Json:
    return {
        "total_ms": plan.total_ms,
        "segments": [
            {
                **segment.model_dump(include=WHEN | WHAT),
                "cues": [[cue.at_ms, cue.tone, cue.moves] for cue in segment.cues],
            }
            for segment in plan.segments
        ],
    }


def _telling_moments(plan: Plan, chance: Random) -> list[int]:
    ends = [segment.end_ms for segment in plan.segments]
    edges = {0, *ends, *(end - 1 for end in ends), *(end + 1 for end in ends)}
    return sorted(edges | {chance.randrange(plan.total_ms) for _ in range(100)})


def _moment(plan: Plan, at_ms: int) -> Json:
    segment = segment_at(plan, at_ms)
    return {"at": at_ms, "segment": segment.index, "seconds_left": seconds_left(segment, at_ms)}


def _run(plan: Plan, chance: Random) -> list[Json]:
    playback = Playback(plan=plan)
    steps: list[Json] = []
    while playback.state == "playing" and len(steps) < STEPS:
        action = chance.choice(ACTIONS)
        step, playback = _act(playback, action, chance.randint(1, LONGEST_STEP_MS))
        steps.append(step)
    for _ in range(200):
        if playback.state != "finished":
            step, playback = _act(playback, "skip_step", 0)
            steps.append(step)
    return steps


def _act(before: Playback, action: str, ms: int) -> tuple[Json, Playback]:
    """One step; a pause or a stop is gone on from at once."""
    cues: tuple[Cue, ...] = ()
    if action == "advance":
        after, cues = before.advance(ms)
    elif action == "pause":
        after = before.pause().unpause()
    elif action == "stop":
        after = before.stop().go_on()
    else:
        after = getattr(before, action)()
    bouts = done_between(before, after) if action == "advance" else ()
    step = {
        "do": action,
        "ms": ms,
        "at": after.at_ms,
        "finished": after.state == "finished",
        "cues": [_place(after.plan.segments, cue) for cue in cues],
        "bouts": [[bout.technique, bout.side, bout.level, bout.seconds] for bout in bouts],
    }
    return step, after


def _place(segments: tuple[Segment, ...], cue: object) -> list[int]:
    """The cue's segment and its place among that segment's cues."""
    return next(
        [segment.index, place]
        for segment in segments
        for place, known in enumerate(segment.cues)
        if known is cue
    )


if __name__ == "__main__":
    sys.stdout.write(as_text(table()))

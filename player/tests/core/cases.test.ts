/** The browser's player against the terminal's: one table, made by Python (`just cases`). */
import { expect, test } from "vitest";
import { cuesBetween, endsBout, secondsLeft, segmentAt, workEnded } from "../../src/core/timeline";
import type { Cue, Plan, Segment } from "../../src/core/types";
import cases from "../cases.json";
import { planOf } from "../plan";

type Row = (typeof cases.runs)[number]["steps"][number];

const PLANS = Object.fromEntries(
  Object.entries(cases.plans).map(([name, { total_ms, segments }]): [string, Plan] => {
    const whole = segments.map((segment): Segment => {
      const cues = segment.cues.map(([at_ms, tone, moves]): Cue => ({ at_ms, tone, moves, say: "" }) as Cue);
      return { ...planOf([{ kind: "hold", seconds: 1 }]).segments[0], ...segment, cues } as Segment;
    });
    return [name, { ...planOf([]), total_ms, segments: whole }];
  }),
);

function planNamed(name: string): Plan {
  const plan = PLANS[name];
  if (!plan) throw new Error(`No plan ${name}`);
  return plan;
}

/** What the player does at a step, from the plan's functions alone. */
class Run {
  at = 0;
  finished = false;
  #cuedTo = -1;
  #heldMs = 0;

  constructor(readonly plan: Plan) {}

  step({ do: action, ms }: Row): { cues: number[][]; bouts: unknown[] } {
    const { resume_at, skip_to } = segmentAt(this.plan, this.at);
    if (action === "advance") return this.#advance(ms);
    if (action === "stop" || action === "restart_step") this.#goTo(resume_at);
    if (action === "skip_step") this.#goTo(skip_to);
    return { cues: [], bouts: [] };
  }

  #goTo(index: number): void {
    const segment = this.plan.segments[index];
    this.finished = segment === undefined;
    this.at = segment?.start_ms ?? this.plan.total_ms;
    this.#cuedTo = this.at - 1;
    this.#heldMs = 0;
  }

  #advance(ms: number): { cues: number[][]; bouts: unknown[] } {
    const to = Math.min(this.at + ms, this.plan.total_ms);
    const cues = cuesBetween(this.plan, this.#cuedTo, to).map((cue) => placeOf(this.plan, cue));
    const bouts: unknown[] = [];
    for (const segment of workEnded(this.plan, this.at, to)) {
      this.#heldMs += segment.end_ms - segment.start_ms;
      if (!endsBout(this.plan, segment)) continue;
      bouts.push([segment.technique, segment.side, segment.level, this.#heldMs / 1000]);
      this.#heldMs = 0;
    }
    this.at = this.#cuedTo = to;
    this.finished = to >= this.plan.total_ms;
    return { cues, bouts };
  }
}

function placeOf(plan: Plan, cue: Cue): number[] {
  const segment = plan.segments.find((known) => known.cues.includes(cue));
  return segment ? [segment.index, segment.cues.indexOf(cue)] : [];
}

test("at every moment of the table the segment and its seconds are the terminal's", () => {
  for (const { plan, at, segment, seconds_left } of cases.moments) {
    const known = segmentAt(planNamed(plan), at);
    expect({ plan, at, segment: known.index, seconds_left: secondsLeft(known, at) }).toEqual({ plan, at, segment, seconds_left });
  }
});

test.each(cases.runs)("a run through $plan gives the same cues, bouts and places", ({ plan, steps }) => {
  const run = new Run(planNamed(plan));
  for (const row of steps) {
    const { cues, bouts } = run.step(row);
    expect({ do: row.do, ms: row.ms, at: run.at, finished: run.finished, cues, bouts }).toEqual(row);
  }
});

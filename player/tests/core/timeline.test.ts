import fc from "fast-check";
import { expect, test } from "vitest";
import { cuesBetween, endsBout, progress, secondsLeft, segmentAt, workEnded } from "../../src/core/timeline";
import type { Plan } from "../../src/core/types";
import { planOf } from "../plan";

const PLAN: Plan = planOf([
  { kind: "get_ready", seconds: 10, cues: [{ at: 0 }, { at: 7 }, { at: 8 }, { at: 9 }] },
  { kind: "hold", seconds: 30, cues: [{ at: 0 }, { at: 15 }, { at: 20 }] },
  { kind: "rest", seconds: 5, cues: [{ at: 0 }] },
]);
const moment = fc.double({ min: 0, max: PLAN.total_ms, noNaN: true });

test("every moment is in one segment, and its share and seconds agree with its length", () => {
  fc.assert(
    fc.property(moment, (at) => {
      const segment = segmentAt(PLAN, at);
      expect(segment.start_ms).toBeLessThanOrEqual(at);
      if (at < PLAN.total_ms) expect(at).toBeLessThan(segment.end_ms);
      expect(progress(segment, at)).toBeGreaterThanOrEqual(0);
      expect(progress(segment, at)).toBeLessThanOrEqual(1);
      expect(secondsLeft(segment, at)).toBe(Math.ceil((segment.end_ms - at) / 1000));
    }),
  );
});

test("however often time is looked at, each cue comes once, in order, and each hold ends once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1400 }), { minLength: 1 }), (steps) => {
      const cues = [];
      const work = [];
      let at = -1;
      for (let nth = 0; at <= PLAN.total_ms; nth += 1) {
        const next = at + (steps[nth % steps.length] ?? 1);
        cues.push(...cuesBetween(PLAN, at, next));
        work.push(...workEnded(PLAN, at, next));
        at = next;
      }
      expect(cues.map((cue) => cue.at_ms)).toEqual([0, 7000, 8000, 9000, 10_000, 25_000, 30_000, 40_000]);
      expect(work.map((segment) => segment.index)).toEqual([1]);
    }),
  );
});

test("a hold ends its bout unless more of the same bout follows", () => {
  const plan = planOf([
    { kind: "hold", seconds: 5, bout: 1 },
    { kind: "sweep", seconds: 5, bout: 1 },
    { kind: "hold", seconds: 5, bout: 2 },
  ]);
  expect(plan.segments.map((segment) => endsBout(plan, segment))).toEqual([false, true, true]);
});

/** Whatever lies in a browser or comes from a server is read, or known not to be readable. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnanswered } from "../../src/core/machine";
import type { Stop } from "../../src/core/machine";
import { isFigure, isPlan, readableState } from "../../src/core/readable";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "hold", seconds: 30 }]);
const STOP: Stop = { id: "stop-1", segment: 0, segment_ms: 1, session_ms: 1, event: null, pain_now: null, follow_up: {}, answer: null };
const FIGURE = { technique: "t", title: "T", view_box: [0, 0, 1, 1], layers: [{ id: "l", kind: "skin", closed: true }], clips: { hold: { frames: [[[0, 0]]] } } };
/** Also words where lists are looked for, and lists where words are. */
const anything = fc.oneof(fc.anything(), fc.jsonValue());

test("a plan is read, and is none without any of the parts that it is played by", () => {
  expect(isPlan(PLAN)).toBe(true);
  const parts = ["id", "total_ms", "steps", "segments", "stop_choices", "stop_results", "after_pain", "words", "emergency"] as const;
  for (const part of parts) {
    fc.assert(
      fc.property(fc.constantFrom(undefined, null, {}, [], true, "", 0), (other) => {
        fc.pre(typeof other !== typeof PLAN[part] || Array.isArray(PLAN[part]) !== Array.isArray(other));
        expect(isPlan({ ...PLAN, [part]: other })).toBe(false);
      }),
    );
  }
  expect([isPlan({ ...PLAN, segments: [] }), isPlan({ ...PLAN, segments: [{}] })]).toEqual([false, false]);
});

test("a drawing is read, and is none without what is drawn", () => {
  expect(isFigure(FIGURE)).toBe(true);
  for (const other of [{ layers: [] }, { clips: {} }, { clips: { hold: {} } }, { view_box: "0 0 1 1" }, { title: 1 }]) {
    expect(isFigure({ ...FIGURE, ...other })).toBe(false);
  }
});

test("nothing at all makes the reading fail", () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect([isPlan(value), isFigure(value)]).toEqual([false, false]);
      readableState(value);
    }),
  );
});

test("of a state whose screen cannot be shown, the stop is asked about again", () => {
  const unshown = fc.record({ screen: fc.constantFrom("pain", "follow_up", "result", "of a newer player", 7), choice: fc.constantFrom(undefined, null, {}, []) });
  fc.assert(
    fc.property(unshown, (state) => {
      const read = readableState({ ...state, stop: { ...STOP, event: "more_pain" } });
      expect(read).toEqual({ screen: "stopped", stop: STOP });
      expect(read && isUnanswered(read)).toBe(true);
      expect(readableState(state)).toBeNull();
    }),
  );
});

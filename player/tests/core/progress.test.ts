/** Which account of a session counts: whatever a slower page or an older row says, a stop stays one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { State } from "../../src/core/machine";
import { laterOf, mayReplace, progressBy, withStops } from "../../src/core/progress";
import type { Kept } from "../../src/core/progress";
import type { Row } from "../../src/core/rows";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "get_ready", seconds: 10 }, { kind: "hold", seconds: 30 }]);
const STOP = { id: "stop-1", segment: 0, segment_ms: 1, session_ms: 1, event: null, pain_now: null, follow_up: {}, answer: null };
const MOVING: State[] = [{ screen: "ready" }, { screen: "playing" }, { screen: "paused", away: false }, { screen: "middle", segment: 0 }];
const HELD: State[] = [
  { screen: "stopped", stop: STOP },
  { screen: "follow_up", stop: STOP, choice: PLAN.stop_choices[3] as never },
  { screen: "pain", stop: STOP, choice: PLAN.stop_choices[2] as never },
  { screen: "result", stop: STOP, resumes: false, title: "", say: [] },
  { screen: "emergency", stop: STOP },
  { screen: "finished" },
  { screen: "after" },
];

function kept(state: State, changes: Partial<Kept> = {}): Kept {
  return { state, position: 1, played: 1, segment: 0, started: true, ended: false, of: PLAN.id, ...changes };
}

function stopRow(changes: object = {}): Row {
  const entry = { id: "entry", kind: "stop", session_id: PLAN.id, stop_id: "stop-2", event: null, session_ms: 12_000, segment_ms: 2000, follow_up: {}, pain_now: null };
  return { entry: { ...entry, ...changes } as never, journal: null, token: null };
}

test("what moves never takes the place of a stop or an end that its page did not see", () => {
  fc.assert(
    fc.property(fc.constantFrom(...HELD), fc.constantFrom(...MOVING), (held, moving) => {
      expect(mayReplace(kept(held), kept(moving))).toBe(false);
      expect(mayReplace(kept(moving), kept(held))).toBe(true);
      expect(laterOf(kept(moving, { by: "a", nth: 9 }), kept(held, { by: "b", nth: 1 })).state).toBe(held);
      expect(mayReplace(kept(held), kept(moving, { of: "another" }))).toBe(true);
    }),
  );
});

test("of one page's two accounts the later counts", () => {
  const [stopped, playing] = [kept(HELD[0] as State, { by: "a", nth: 3 }), kept({ screen: "playing" }, { by: "a", nth: 4 })];
  expect(laterOf(playing, stopped)).toBe(playing);
  expect(laterOf(stopped, { ...playing, nth: 2 })).toBe(stopped);
});

test("an emergency is not hidden by another stop, and a stop not by an end that another page came to", () => {
  const [stopped, , , , emergency, finished] = HELD.map((state) => kept(state));
  const other = kept({ screen: "stopped", stop: { ...STOP, id: "stop-2" } });
  expect([mayReplace(emergency as Kept, other), mayReplace(stopped as Kept, finished as Kept)]).toEqual([false, false]);
  expect(mayReplace(emergency as Kept, stopped as Kept)).toBe(true); // The same stop, asked about once more.
});

test.each<[object, object]>([
  [{}, { screen: "stopped", stop: { event: null, answer: null } }],
  [{ event: "sharp_pain" }, { screen: "result", resumes: false, stop: { answer: "entry" } }],
  [{ event: "nothing_bad" }, { screen: "result", resumes: true }],
  [{ event: "cannot_move" }, { screen: "emergency" }],
  [{ event: "tingling" }, { screen: "follow_up", choice: { event: "tingling" } }],
  [{ event: "tingling", follow_up: { numb_between_legs: false } }, { screen: "result", resumes: false }],
  [{ event: "tingling", follow_up: { numb_between_legs: "unsure" } }, { screen: "emergency" }],
  [{ event: "more_pain" }, { screen: "pain", choice: { event: "more_pain" } }],
  [{ event: "more_pain", pain_now: 5 }, { screen: "result" }],
  [{ event: "pain_rise", pain_now: 8 }, { screen: "result", title: "Enough for today" }],
  [{ event: "of a newer player" }, { screen: "stopped", stop: { event: null } }],
])("a stop that waits says where the session stands: %j", (changes, state) => {
  expect(progressBy(PLAN, [stopRow(), stopRow(changes)])).toMatchObject({ state, position: 12_000, segment: 1, of: PLAN.id });
});

test("what waits of other sessions, or is no stop, says nothing", () => {
  const rows = [stopRow({ session_id: "another" }), stopRow({ kind: "bout_done" }), stopRow({ stop_id: 7 }), { ...stopRow(), entry: null as never }];
  expect(progressBy(PLAN, rows)).toBeNull();
});

test("a stop that waits decides, but where its session is known to be further", () => {
  const stops = progressBy(PLAN, [stopRow()]);
  const resumes = progressBy(PLAN, [stopRow({ event: "nothing_bad" })]);
  for (const moving of MOVING) {
    expect(withStops(kept(moving), stops)).toBe(stops);
    expect(withStops(kept(moving), resumes)?.state).toBe(moving);
  }
  const told = kept({ screen: "follow_up", stop: { ...STOP, id: "stop-2" }, choice: PLAN.stop_choices[3] as never });
  expect(withStops(told, stops)).toBe(told);
  expect(withStops(null, stops)).toBe(stops);
  expect(withStops(told, null)).toBe(told);
});

import { expect, test } from "vitest";
import {
  askedAgain,
  chosen,
  goesOn,
  isOver,
  meaning,
  noneOfThese,
  painSaid,
  restored,
  type State,
  stopped,
  warned,
  withAnswer,
} from "../../src/core/machine";
import { layerPath } from "../../src/core/figure";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "get_ready", seconds: 10 }, { kind: "hold", seconds: 30 }]);

function stopAt(ms: number): Extract<State, { screen: "stopped" }>["stop"] {
  const segment = PLAN.segments[1];
  const state = segment && stopped(segment, ms, "stop-1");
  if (state?.screen !== "stopped") throw new Error("Not stopped.");
  return state.stop;
}

function choice(event: string): (typeof PLAN.stop_choices)[number] {
  const known = PLAN.stop_choices.find((each) => each.event === event);
  if (!known) throw new Error(event);
  return known;
}

test("a stop knows where it was, in whole ms and never before its segment", () => {
  expect(stopAt(12_345.6)).toMatchObject({ segment: 1, segment_ms: 2346, session_ms: 12_346, event: null, answer: null });
  expect(stopAt(9_000)).toMatchObject({ segment_ms: 0 });
});

test("each answer leads where the plan says", () => {
  const stop = stopAt(12_000);
  expect(chosen(PLAN, stop, choice("nothing_bad"))).toMatchObject({ screen: "result", resumes: true });
  expect(chosen(PLAN, stop, choice("sharp_pain"))).toMatchObject({ screen: "result", resumes: false });
  expect(chosen(PLAN, stop, choice("cannot_move"))).toMatchObject({ screen: "emergency" });
  expect(chosen(PLAN, stop, choice("tingling"))).toMatchObject({ screen: "follow_up" });
  expect(chosen(PLAN, stop, choice("more_pain"))).toMatchObject({ screen: "pain" });
});

test("a yes or not sure is an emergency at once; none of these is not, and all of them are noted", () => {
  const stop = stopAt(12_000);
  expect(warned(stop, "numb_between_legs", "unsure")).toMatchObject({ screen: "emergency", stop: { follow_up: { numb_between_legs: "unsure" } } });
  const none = noneOfThese(PLAN, { ...stop, event: "tingling" }, choice("tingling"));
  expect(none).toMatchObject({ screen: "result", stop: { follow_up: { numb_between_legs: false } } });
});

test("the pain now decides what more pain means", () => {
  const stop = stopAt(12_000);
  expect(painSaid(PLAN, stop, choice("more_pain"), 3)).toMatchObject({ stop: { event: "more_pain", pain_now: 3 } });
  expect(painSaid(PLAN, stop, choice("more_pain"), 9)).toMatchObject({ title: "Enough for today", stop: { event: "pain_rise" } });
  expect(() => meaning(PLAN, "unheard_of")).toThrow("does not say what follows");
});

test("asked again, the stop is the same one with nothing said, and knows the entry to replace", () => {
  const state = chosen(PLAN, stopAt(12_000), choice("sharp_pain"));
  if (state.screen !== "result") throw new Error("Not answered.");
  const again = askedAgain(withAnswer(state, "entry-1").stop);
  expect(again).toMatchObject({ screen: "stopped", stop: { id: "stop-1", event: null, pain_now: null, answer: "entry-1", segment_ms: 2000 } });
});

test("what is over is not gone on with, and what is gone on with is not over", () => {
  const stop = stopAt(0);
  const result = (resumes: boolean): State => ({ screen: "result", stop, resumes, title: "", say: [] });
  const over: State[] = [result(false), { screen: "emergency", stop }, { screen: "finished" }, { screen: "after" }, { screen: "kept", event: null }];
  const on: State[] = [result(true), { screen: "playing" }, { screen: "paused", away: true }, { screen: "middle", segment: 0 }];
  for (const state of over) expect([isOver(state), goesOn(state)]).toEqual([true, false]);
  for (const state of on) expect([isOver(state), goesOn(state)]).toEqual([false, true]);
  for (const state of [{ screen: "ready" }, { screen: "stopped", stop }] as State[]) expect([isOver(state), goesOn(state)]).toEqual([false, false]);
});

test("opened again it never goes straight into movement, and an unanswered stop is still asked about", () => {
  for (const state of [{ screen: "playing" }, { screen: "paused", away: false }, { screen: "middle", segment: 1 }] as State[]) {
    expect(restored(PLAN, state, 1)).toEqual({ screen: "middle", segment: 0 });
  }
  const asking: State = { screen: "stopped", stop: stopAt(0) };
  expect(restored(PLAN, asking, 1)).toBe(asking);
});

test("a drawing lies between its frames, and stays at its ends", () => {
  const frames = [[[0, 0, 10, 0]], [[0, 10, 10, 20]]];
  expect(layerPath(frames, 0, 0.5, false)).toBe("M0 5L10 10");
  expect(layerPath(frames, 0, -1, true)).toBe("M0 0L10 0Z");
  expect(layerPath(frames, 0, 7, false)).toBe("M0 10L10 20");
  expect(layerPath(frames, 3, 0.5, false)).toBe("");
});

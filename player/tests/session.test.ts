// @vitest-environment happy-dom
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { chosen, noneOfThese } from "../src/core/machine";
import type { Row } from "../src/core/rows";
import type { Cue, Entry, Plan, Standing } from "../src/core/types";
import { answeredTo, noteSaid, saidIn } from "../src/io/said";
import { Session } from "../src/session.svelte";
import type { Sound } from "../src/sound.svelte";
import { planOf } from "./plan";

const kept = vi.hoisted(() => [] as Entry[]);
const may = vi.hoisted(() => ({ move: true, waits: null as string | null, own: false }));
vi.mock("../src/io/outbox", () => ({
  mayMove: () => may.move,
  outbox: {
    keep: (row: Row) => void kept.push(row.entry),
    status: { unsafe: "entry", why: null, astray: "nothing", onlyHere: true },
    whyStopWaits: async (_: string, own: string | null) => (own === null || !may.own ? may.waits : null),
  },
}));
vi.mock("../src/io/saved", () => ({
  forgetSaved: async () => {},
  keepsSession: () => true,
  saveEmergency: async () => {},
  savePlan: async () => {},
  saveProgress: async () => {},
}));
/** What the journal says; null where it does not answer in time. */
const journal = vi.hoisted(() => ({ standing: null as Standing | null }));
vi.mock("../src/io/standing", () => ({ waitOf: () => 1500, askStanding: async () => journal.standing }));
vi.mock("../src/io/figures", () => ({ loadFigures: async () => {} }));

const PLAN = planOf([
  { kind: "get_ready", seconds: 10, cues: [{ at: 0 }] },
  { kind: "hold", seconds: 30, cues: [{ at: 0, moves: false }, { at: 15, moves: false }] },
  { kind: "rest", seconds: 5, cues: [{ at: 0 }] },
]);

/** Hears what it is told, and whether it may. */
class Ear {
  heard: (string | Cue)[] = [];
  say = (text: string): void => void (text && this.heard.push(text));
  sayAlways = (text: string): void => void this.heard.push(text);
  cue = (cue: Cue): void => void this.heard.push(cue);
  hush = (): void => {};
  unlock = (): void => {};
  keepOn = (): void => {};
  rest = (): void => {};
}

let ear: Ear;

function begin(plan: Plan = PLAN): Session {
  ear = new Ear();
  const asked = { address: "", screening: "" };
  return Session.begin(plan, asked, ear as unknown as Sound);
}

/** Presses "Start", and the journal had its say. */
async function started(session: Session): Promise<void> {
  session.start();
  await heard();
}

/** Both clocks go on as they do, and the session is looked at every 100 ms. */
function play(session: Session, ms: number): void {
  for (let left = ms; left > 0; left -= 100) {
    vi.advanceTimersByTime(Math.min(100, left));
    session.tick();
  }
}

/** By then the journal had its say. */
async function heard(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function hide(hidden: boolean): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: hidden ? "hidden" : "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}

function standing(changes: Partial<Standing>): Standing {
  return { closed: false, answered: false, kept: false, emergency: PLAN.emergency, ...changes };
}

function kinds(): string[] {
  return kept.map((entry) => entry.kind);
}

function stops(): Extract<Entry, { kind: "stop" }>[] {
  return kept.filter((entry) => entry.kind === "stop") as Extract<Entry, { kind: "stop" }>[];
}

/** Starts, stops at two seconds, and answers with that. */
async function answered(event: string): Promise<Session> {
  const session = begin();
  await started(session);
  play(session, 2000);
  session.stop();
  answer(session, event);
  return session;
}

function answer(session: Session, event: string): void {
  const choice = session.plan.stop_choices.find((known) => known.event === event);
  if (session.state.screen === "stopped" && choice) session.answer(session.state.stop, chosen(session.plan, session.state.stop, choice));
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-30T12:00:00Z"), toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  kept.length = 0;
  may.move = true;
  may.waits = null;
  may.own = false;
  answeredTo(PLAN.journal as string, saidIn(PLAN.journal as string));
  localStorage.clear();
  journal.standing = null;
});

test("played to its end, it notes the hold and that it was whole", async () => {
  const session = begin();
  await started(session);
  play(session, 45_100);
  expect(session.state.screen).toBe("finished");
  expect(kinds()).toEqual(["session_started", "bout_done", "session_ended"]);
  expect(kept[1]).toMatchObject({ seconds: 30 });
  expect(kept[2]).toMatchObject({ completed: true, played_ms: 45_000 });
});

test("a gap by either clock is a pause where it was, with nothing noted and nothing said but that", async () => {
  const gaps = fc.record({
    before: fc.integer({ min: 200, max: 44_000 }),
    steady: fc.constantFrom(0, 2001, 75_000, 3_600_000),
    wall: fc.constantFrom(-3_600_000, -2500, 2500, 75_000, 3_600_000),
    how: fc.constantFrom("tick", "pause"),
  });
  await fc.assert(
    fc.asyncProperty(gaps, async ({ before, steady, wall, how }) => {
      kept.length = 0;
      const session = begin();
      await started(session);
      play(session, before);
      const [at, noted] = [session.at, kept.length];
      ear.heard = [];
      vi.advanceTimersByTime(steady);
      vi.setSystemTime(Date.now() - steady + wall);
      if (how === "tick") session.tick();
      else session.pause();
      expect(session.state).toEqual({ screen: "paused", away: true });
      expect([session.at, kept.length]).toEqual([at, noted]);
      expect(ear.heard).toEqual(["You were away. It is paused."]);
    }),
    { numRuns: 60 },
  );
});

test("a stop after a gap stops where it was", async () => {
  const session = begin();
  await started(session);
  play(session, 3000);
  vi.advanceTimersByTime(75_000);
  session.stop();
  expect(stops()[0]).toMatchObject({ session_ms: 3000, event: null });
});

test("after a stop, a pause or a gap nothing is said or noted, whatever time passes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("stop", "pause", "away"), fc.integer({ min: 100, max: 40_000 }), async (how, ms) => {
      const session = begin();
      await started(session);
      play(session, 9000);
      if (how === "stop") session.stop();
      if (how === "pause") session.pause();
      if (how === "away") vi.advanceTimersByTime(60_000);
      session.tick();
      ear.heard = [];
      const noted = kept.length;
      play(session, ms);
      expect(ear.heard.filter((heard) => typeof heard !== "string")).toEqual([]);
      expect(kept.length).toBe(noted);
    }),
    { numRuns: 40 },
  );
});

test("gone on after a pause, every cue is heard once and the hold counts whole", async () => {
  const session = begin();
  await started(session);
  play(session, 24_990);
  session.pause();
  play(session, 60_000);
  session.goOn();
  await heard();
  play(session, 20_300);
  const cues = ear.heard.filter((heard): heard is Cue => typeof heard !== "string");
  expect(cues.map((cue) => cue.at_ms)).toEqual([0, 10_000, 25_000, 40_000]);
  expect(kept.find((entry) => entry.kind === "bout_done")).toMatchObject({ seconds: 30 });
});

test("an answer is kept at once; within ten seconds another takes its place and the stop stays", async () => {
  const session = await answered("sharp_pain");
  const [stop, first] = stops();
  expect(first).toMatchObject({ event: "sharp_pain", stop_id: stop?.stop_id, supersedes: null });
  vi.advanceTimersByTime(9_900);
  session.changeAnswer();
  expect(session.state.screen).toBe("stopped");
  answer(session, "nothing_bad");
  expect(stops()[2]).toMatchObject({ event: "nothing_bad", stop_id: stop?.stop_id, supersedes: first?.id });
  session.changeAnswer();
  answer(session, "sharp_pain");
  expect(stops()[3]).toMatchObject({ supersedes: stops()[2]?.id });
  expect(kinds().filter((kind) => kind === "session_ended")).toEqual([]);
});

test("after ten seconds, and on any later screen, it cannot be changed, and the session is over", async () => {
  const session = await answered("sharp_pain");
  expect(session.canChangeAnswer).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(session.canChangeAnswer).toBe(false);
  session.changeAnswer();
  expect(session.state.screen).toBe("result");
  expect(kinds().at(-1)).toBe("session_ended");
  const other = await answered("sharp_pain");
  other.toAfter();
  other.changeAnswer();
  expect(other.state.screen).toBe("after");
  expect(kinds().filter((kind) => kind === "session_ended")).toHaveLength(2);
});

test("an emergency that was not meant can be answered anew, and its page stays within reach", async () => {
  const session = await answered("cannot_move");
  expect(session.state.screen).toBe("emergency");
  session.changeAnswer();
  answer(session, "nothing_bad");
  expect(session.state.screen).toBe("result");
  expect(session.alarmed).not.toBeNull();
  session.showEmergency();
  expect(session.state.screen).toBe("emergency");
  expect(stops()).toHaveLength(3);
});

test("two presses count once: start, pop, answer, keep", async () => {
  const session = begin();
  await started(session);
  await started(session);
  play(session, 1000);
  session.notePop();
  play(session, 1900);
  session.notePop();
  play(session, 200);
  session.notePop();
  session.stop();
  session.stop();
  const { state } = session;
  answer(session, "sharp_pain");
  const choice = session.plan.stop_choices[0];
  if (state.screen === "stopped" && choice) session.answer(state.stop, chosen(session.plan, state.stop, choice));
  session.toAfter();
  session.keepAfter(1, 1, "same");
  session.keepAfter(2, 2, "same");
  const counts = Object.fromEntries(["session_started", "pop_noted", "stop", "after", "session_ended"].map((kind) => [kind, kinds().filter((known) => known === kind).length]));
  expect(counts).toEqual({ session_started: 1, pop_noted: 2, stop: 2, after: 1, session_ended: 1 });
});

test("nothing is begun or gone on with once the answers are old, also with the wall clock set back", async () => {
  const plan = { ...PLAN, good_until: "2026-11-30T12:30:00Z" };
  const session = begin(plan);
  vi.advanceTimersByTime(30 * 60_000);
  vi.setSystemTime(new Date("2026-11-30T11:00:00Z"));
  await started(session);
  expect(session.state.screen).toBe("problem");
  expect(kept).toEqual([]);
});

test.each(["goOn", "restartStep", "skipStep"] as const)("paused for too long, %s shows that it is too late", async (goOn) => {
  const session = begin({ ...PLAN, good_until: "2026-11-30T12:30:00Z" });
  await started(session);
  play(session, 12_000);
  session.pause();
  vi.advanceTimersByTime(30 * 60_000);
  session[goOn]();
  await heard();
  expect([session.state, session.stale]).toEqual([{ screen: "middle", segment: 0 }, true]);
});

test.each(["goOn", "restartStep", "skipStep"] as const)("while something is not kept, %s does not move, and says why", async (goOn) => {
  const session = begin();
  await started(session);
  play(session, 12_000);
  session.pause();
  may.move = false;
  ear.heard = [];
  session[goOn]();
  await heard();
  expect(session.state.screen).toBe("paused");
  expect(ear.heard).toEqual([expect.stringContaining("No session starts here until then.")]);
  may.move = true;
  session[goOn]();
  await heard();
  expect(session.state.screen).toBe(goOn === "skipStep" ? "finished" : "playing");
});

test("an event counts from its own press on, also where more is asked about it; what is added supersedes it", async () => {
  const choice = PLAN.stop_choices.find((known) => known.ask.length > 0);
  if (!choice) throw new Error("No choice asks anything.");
  const session = await answered(choice.event);
  expect(session.state.screen).toBe("follow_up");
  expect(stops().map(({ event, supersedes }) => [event, supersedes])).toEqual([
    [null, null],
    [choice.event, null],
  ]);
  if (session.state.screen === "follow_up") session.answer(session.state.stop, noneOfThese(session.plan, session.state.stop, choice));
  expect(stops().at(-1)).toMatchObject({ event: choice.event, supersedes: stops()[1]?.id });
  expect(Object.values(stops().at(-1)?.follow_up ?? {})).toEqual(choice.ask.map(() => false));
});

test.each(["goOn", "restartStep", "skipStep"] as const)("once the journal is closed, %s ends the session instead", async (goOn) => {
  const session = begin();
  await started(session);
  play(session, 12_000);
  journal.standing = standing({ closed: true });
  session.pause();
  session[goOn]();
  await heard();
  expect(session.state).toMatchObject({ screen: "problem", problem: "There is no session for now." });
  expect(kinds().at(-1)).toBe("session_ended");
  session[goOn]();
  await heard();
  expect(session.state.screen).toBe("problem");
});

test.each([
  ["hidden", () => hide(true)],
  ["hidden and seen again", () => [hide(true), hide(false)]],
  ["left", () => window.dispatchEvent(new Event("pagehide"))],
  ["frozen", () => vi.advanceTimersByTime(3600)],
] as const)("a page that is %s while the journal is asked does not begin unseen", async (_, happens) => {
  const session = begin();
  await started(session);
  play(session, 12_000);
  session.pause();
  ear.heard = [];
  session.goOn();
  happens();
  hide(false);
  await heard();
  expect([session.state.screen, ear.heard]).toEqual(["paused", []]);
  session.goOn();
  await heard();
  expect(session.state.screen).toBe("playing");
});

test("a stop while the journal is asked is a stop", async () => {
  const session = begin();
  await started(session);
  play(session, 12_000);
  session.pause();
  session.goOn();
  session.stop();
  await heard();
  expect(session.state.screen).toBe("stopped");
});

test("a stop that was answered on another page is not asked about again, and one that closed the day is", async () => {
  const session = begin();
  await started(session);
  play(session, 2000);
  session.stop();
  journal.standing = standing({ closed: true });
  await session.permission.look(session);
  expect(session.state.screen).toBe("stopped");
  journal.standing = standing({ answered: true });
  await session.permission.look(session);
  expect(session.state).toMatchObject({ screen: "problem", problem: "You said elsewhere what happened." });
  expect(kinds()).toEqual(["session_started", "stop", "session_ended"]);
});

test("after an answer that lets it go on, what was said elsewhere counts too", async () => {
  const session = await answered("nothing_bad");
  journal.standing = standing({ closed: true });
  if (session.state.screen === "result") session.goOnFrom(session.state.stop.segment);
  await heard();
  expect(session.state.screen).toBe("problem");
});

test("the emergency page has the number of where the person says they are", async () => {
  const session = await answered("cannot_move");
  journal.standing = standing({ closed: true, emergency: { ...PLAN.emergency, number: "911" } });
  await session.permission.look(session);
  expect([session.state.screen, session.plan.emergency.number]).toEqual(["emergency", "911"]);
});

test("before it starts the journal is asked: what was said elsewhere is over this, and nothing was begun", async () => {
  const session = begin();
  journal.standing = standing({ closed: true });
  session.start();
  expect([session.state.screen, session.permission.asking]).toEqual(["ready", true]);
  await heard();
  expect(session.state).toMatchObject({ screen: "problem", problem: "There is no session for now." });
  expect(session.permission.asking).toBe(false);
  expect(kinds()).toEqual([]);
});

test("a key while the journal is asked stops at once, and it never plays", async () => {
  const session = begin();
  session.stop();
  expect(session.state.screen).toBe("ready");
  session.start();
  session.stop();
  expect(session.state).toMatchObject({ screen: "stopped" });
  await heard();
  expect([session.state.screen, kinds()]).toEqual(["stopped", ["session_started", "stop"]]);
});

test("pressed twice while the journal is asked, it starts once", async () => {
  const session = begin();
  session.start();
  session.start();
  await heard();
  expect([session.state.screen, kinds()]).toEqual(["playing", ["session_started"]]);
});

test.each(["pending", "away", "link", "refused"])("while a stop of this journal waits (%s), it does not start, and says why", async (why) => {
  const session = begin();
  may.waits = why;
  await started(session);
  expect([session.state.screen, kinds()]).toEqual(["ready", []]);
  expect(session.permission.why).toContain("A stop that you noted has not reached your journal yet.");
  expect(ear.heard).toEqual([session.permission.why]);
  may.waits = null;
  await started(session);
  expect([session.state.screen, session.permission.why]).toEqual(["playing", ""]);
});

test("where nothing is known of a stop and nothing can be read, it starts; a marked one keeps it until the journal answers", async () => {
  const session = begin();
  may.waits = "unknown";
  const kept = { state: { screen: "stopped", stop: { id: "stop-1" } } };
  localStorage.setItem("supple.stop", JSON.stringify({ of: "another", journal: PLAN.journal, kept }));
  await started(session);
  expect(session.state.screen).toBe("ready");
  journal.standing = standing({});
  await started(session);
  expect(session.state.screen).toBe("playing");
  localStorage.clear();
  journal.standing = null;
  const other = begin();
  await started(other);
  expect(other.state.screen).toBe("playing");
});

test("once something was said on another page, only a journal that answers lets it start or go on", async () => {
  const session = begin();
  noteSaid(PLAN.journal as string);
  await started(session);
  expect([session.state.screen, session.permission.why.slice(0, 38)]).toEqual(["ready", "You said something on another page, an"]);
  localStorage.clear();
  const said = saidIn(PLAN.journal as string);
  answeredTo(PLAN.journal as string, "an earlier one");
  expect(saidIn(PLAN.journal as string)).toBe(said);
  answeredTo(PLAN.journal as string, said);
  await started(session);
  play(session, 2000);
  session.pause();
  noteSaid(PLAN.journal as string);
  session.goOn();
  await heard();
  expect(session.state.screen).toBe("paused");
  session.stop();
  expect([session.state.screen, session.permission.why]).toEqual(["stopped", ""]);
});

test("with its journal a session that is ready or may go on is gone, and notes nothing", async () => {
  const ready = begin();
  ready.forgotten();
  expect(ready.state).toMatchObject({ screen: "problem", problem: "This journal was deleted." });
  const session = begin();
  await started(session);
  session.forgotten();
  expect(session.state).toMatchObject({ screen: "problem", problem: "This journal was deleted." });
  expect(ear.heard.at(-1)).toContain("This journal was deleted.");
  const stopped = await answered("cannot_move");
  stopped.forgotten();
  expect(stopped.state.screen).toBe("emergency");
  expect(kinds()).toEqual(["session_started", "session_started", "stop", "stop"]);
});

test("what the journal says while it plays ends it, and is heard with closed eyes", async () => {
  const session = begin();
  await started(session);
  play(session, 2000);
  const { plan } = session;
  session.know(standing({}));
  expect([session.state.screen, session.plan]).toEqual(["playing", plan]);
  session.know(standing({ closed: true }));
  expect(session.state).toMatchObject({ screen: "problem", problem: "There is no session for now." });
  expect(ear.heard.at(-1)).toContain("There is no session for now.");
  expect(kinds()).toEqual(["session_started", "session_ended"]);
});

test("paused, it goes on over what waits of its own, and not over a stop of another session", async () => {
  const session = begin();
  await started(session);
  play(session, 2000);
  session.pause();
  may.waits = "away";
  session.goOn();
  await heard();
  expect([session.state.screen, session.permission.why.slice(0, 23)]).toEqual(["paused", "A stop that you noted h"]);
  may.own = true;
  session.goOn();
  await heard();
  expect(session.state.screen).toBe("playing");
});

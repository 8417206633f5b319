// @vitest-environment happy-dom
/** What a session does when another tab stops, or takes the turn. */
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import type { State } from "../src/core/machine";
import type { Sound } from "../src/sound.svelte";
import { planOf } from "./plan";

const sound = new Proxy({}, { get: () => () => undefined }) as Sound;
const PLAN = { ...planOf([{ kind: "hold", seconds: 300 }]), journal: "a".repeat(32), token: "t" };
const STOP = { id: "stop-1", segment: 0, segment_ms: 1, session_ms: 1, event: null, pain_now: null, follow_up: {}, answer: null };
const STOPPED: State = { screen: "stopped", stop: STOP };

async function playing() {
  const { Session } = await import("../src/session.svelte");
  const { outbox } = await import("../src/io/outbox");
  const session = Session.begin(PLAN, { address: "", screening: "s" }, sound);
  session.start();
  await vi.waitFor(() => expect(session.state.screen).toBe("playing"));
  return { session, outbox };
}

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new Error("away"))));
});

async function kinds(outbox: { items(): Promise<{ row: { entry: { kind: string } } }[]> }): Promise<string[]> {
  return (await outbox.items()).map((item) => item.row.entry.kind);
}

test("a stop in another tab of the same session stops here, and is noted there only", async () => {
  const { session, outbox } = await playing();
  session.hear(PLAN.id, STOPPED);
  expect(session.state).toEqual(STOPPED);
  expect(document.documentElement.dataset["state"]).toBe("stopped");
  expect(await kinds(outbox)).toEqual(["session_started"]);
  const resting: State = { screen: "result", stop: { ...STOP, event: "sharp_pain" }, resumes: false, title: "Rest", say: [] };
  session.hear(PLAN.id, resting);
  session.hear(PLAN.id, STOPPED);
  expect(session.state).toEqual(STOPPED);
  session.hear(PLAN.id, { screen: "emergency", stop: { ...STOP, event: "cannot_move" } });
  expect(session.state.screen).toBe("emergency");
  session.leave(new MouseEvent("click"));
  expect(await kinds(outbox)).toEqual(["session_started"]);
});

test("a stop in another tab of another session ends the one that plays here", async () => {
  const { session, outbox } = await playing();
  session.hear("another plan", STOPPED);
  expect(session.state).toMatchObject({ screen: "problem", problem: "This session was stopped in another tab." });
  expect(await kinds(outbox)).toEqual(["session_started", "session_ended"]);
});

test("a stop in another tab ends what is only ready here, and nothing of it is noted", async () => {
  const { Session } = await import("../src/session.svelte");
  const { outbox } = await import("../src/io/outbox");
  const [same, other] = [Session.begin(PLAN, { address: "", screening: "s" }, sound), Session.begin(PLAN, { address: "", screening: "s" }, sound)];
  same.hear(PLAN.id, STOPPED);
  expect(same.state).toEqual(STOPPED);
  other.hear("another plan", STOPPED);
  expect(other.state).toMatchObject({ screen: "problem", problem: "This session was stopped in another tab." });
  expect(await kinds(outbox)).toEqual([]);
});

test("a stop that is heard once the session is over changes nothing", async () => {
  const { session } = await playing();
  session.pause();
  session.endHere();
  session.hear(PLAN.id, STOPPED);
  expect(session.state.screen).toBe("after");
});

test("whoever loses the turn stops, notes no stop, and leaves what is kept to the other", async () => {
  const { session, outbox } = await playing();
  const { readSaved } = await import("../src/io/saved");
  await vi.waitFor(async () => expect((await readSaved())?.progress.state.screen).toBe("playing"));
  session.rob();
  expect(session.state).toMatchObject({ screen: "problem" });
  session.tick();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await readSaved())?.progress.state.screen).toBe("playing");
  expect(await kinds(outbox)).toEqual(["session_started"]);
});

test("whoever loses the turn and could keep nothing ends the session itself", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { session, outbox } = await playing();
  const { keepsSession } = await import("../src/io/saved");
  await vi.waitFor(() => expect(keepsSession()).toBe(false));
  session.rob();
  expect(await kinds(outbox)).toEqual(["session_started", "session_ended"]);
});

test("while something is neither kept nor sent, nothing starts and nothing goes on", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { session, outbox } = await playing();
  session.pause();
  await outbox.send();
  expect(outbox.status.unsafe).toBe("entry");
  session.goOn();
  expect(session.state.screen).toBe("paused");
  session.goOnFrom(0);
  expect(session.state.screen).toBe("paused");
  session.start();
  expect(session.state.screen).toBe("paused");
  session.stop();
  expect(session.state.screen).toBe("stopped");
  await outbox.send();
  expect(outbox.status.unsafe).toBe("stop");
});

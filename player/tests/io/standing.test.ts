// @vitest-environment happy-dom
/** What a journal says while a session plays or is about to, from a server that answers as told. */
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry, Standing } from "../../src/core/types";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "hold", seconds: 30 }]);
const JOURNAL = PLAN.journal as string;
const OPEN = { closed: false, answered: false, kept: false, emergency: PLAN.emergency };

/** Of each question what answers it, in the order of asking. */
let asked: ((response: Response) => void)[] = [];

async function page() {
  vi.resetModules();
  return { ...(await import("../../src/io/standing")), ...(await import("../../src/io/said")), ...(await import("../../src/io/channel")), ...(await import("../../src/io/outbox")) };
}

/** As `fetch` does: it ends when it is told to. */
function fetched(_: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    asked.push(resolve);
    signal?.addEventListener("abort", () => reject(new Error("aborted")));
  });
}

function answer(status: number, body: unknown): void {
  asked.at(-1)?.(new Response(JSON.stringify(body), { status }));
}

beforeEach(() => {
  localStorage.clear();
  asked = [];
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(fetched));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("while it plays the journal is asked every three seconds, once at a time, and less often while it is silent", async () => {
  const { keepAsking } = await page();
  const told: Standing[] = [];
  const end = keepAsking(JOURNAL, (standing) => told.push(standing));
  await pass(2999);
  expect(asked).toHaveLength(0);
  await pass(1);
  expect(asked).toHaveLength(1);
  await pass(1400);
  expect(asked).toHaveLength(1);
  answer(200, OPEN);
  await pass(0);
  await pass(3000);
  expect([asked.length, told]).toEqual([2, [OPEN]]);
  await pass(1500);
  await pass(5999);
  expect(asked).toHaveLength(2);
  await pass(1);
  expect(asked).toHaveLength(3);
  answer(500, {});
  await pass(0);
  for (let seconds = 0; seconds < 60; seconds += 1) await pass(1000);
  expect(asked.length).toBeLessThan(7);
  for (const before = asked.length; asked.length === before; ) await pass(100);
  answer(200, { ...OPEN, closed: true });
  await pass(0);
  expect(told.map(({ closed }) => closed)).toEqual([false, true]);
  end();
  const before = asked.length;
  for (let seconds = 0; seconds < 60; seconds += 1) await pass(1000);
  expect([asked.length, told.length]).toEqual([before, 2]);
});

test("while a stop waits here the journal is not believed: it may have the stop, and not what was said of it", async () => {
  const { keepAsking, outbox } = await page();
  const stop = { id: "s", kind: "stop", session_id: PLAN.id } as unknown as Entry;
  outbox.keep({ entry: stop, journal: JOURNAL, token: null });
  const told: Standing[] = [];
  const end = keepAsking(JOURNAL, (standing) => told.push(standing));
  await pass(3000);
  expect(asked).toHaveLength(1); // The stop, on its way.
  answer(200, { kept: ["s"], refused: [] });
  await pass(0);
  for (let seconds = 0; seconds < 12 && asked.length < 2; seconds += 1) await pass(1000);
  answer(200, OPEN);
  await pass(0);
  end();
  expect(told).toEqual([OPEN]);
});

test("without a journal nobody is asked", async () => {
  const { keepAsking } = await page();
  keepAsking(undefined, () => undefined)();
  await pass(60_000);
  expect(asked).toHaveLength(0);
});

test("that its journal was deleted is heard as if another page had told it", async () => {
  const { keepAsking, listen } = await page();
  const heard: unknown[] = [];
  listen((message) => heard.push(message));
  const end = keepAsking(JOURNAL, () => undefined);
  await pass(3000);
  answer(403, { problem: "Gone", fix: "", code: "deleted_journal" });
  await pass(0);
  end();
  expect(heard).toEqual([{ kind: "forgotten", journal: JOURNAL }]);
});

test("what was said on another page is waited for longer, asked for again at once, and settled by an answer alone", async () => {
  const { askStanding, noteSaid, saidIn } = await page();
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  noteSaid(JOURNAL);
  for (const status of [0, 500]) {
    const before = asked.length;
    const standing = askStanding(PLAN, { screen: "paused", away: false });
    await untilAsked(before + 1);
    await vi.advanceTimersByTimeAsync(3000);
    if (status > 0) answer(status, {});
    await vi.advanceTimersByTimeAsync(6000);
    expect([await standing, saidIn(JOURNAL)]).toEqual([null, expect.any(String)]);
  }
  const standing = askStanding(PLAN, { screen: "paused", away: false });
  await untilAsked(3);
  await vi.advanceTimersByTimeAsync(3000);
  answer(200, OPEN);
  expect([await standing, saidIn(JOURNAL)]).toEqual([OPEN, null]);
});

declare function setImmediate(work: () => void): void;

/** The browser's database takes turns of the loop, and no time. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < 40; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

async function untilAsked(times: number): Promise<void> {
  while (asked.length < times) await new Promise<void>((resolve) => setImmediate(resolve));
}

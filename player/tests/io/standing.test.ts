// @vitest-environment happy-dom
/** What a journal says while a session plays or is about to, from a server that answers as told. */
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "hold", seconds: 30 }]);
const JOURNAL = PLAN.journal as string;
const OPEN = { closed: false, answered: false, kept: false, emergency: PLAN.emergency };

/** Of each question what answers it, in the order of asking. */
let asked: ((response: Response) => void)[] = [];

async function page() {
  vi.resetModules();
  return { ...(await import("../../src/io/standing")), ...(await import("../../src/io/said")) };
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
async function untilAsked(times: number): Promise<void> {
  while (asked.length < times) await new Promise<void>((resolve) => setImmediate(resolve));
}

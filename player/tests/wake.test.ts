import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";

let taken = 0;
let released = 0;
let most = 0;
/** So many requests fail. */
let refuses = 0;
let last: { end: () => void } | null = null;

beforeEach(() => {
  vi.resetModules();
  taken = released = most = refuses = 0;
  last = null;
  const request = async (): Promise<object> => {
    await Promise.resolve();
    if (refuses > 0) {
      refuses -= 1;
      throw new Error("a low battery");
    }
    taken += 1;
    most = Math.max(most, taken - released);
    const reacts: (() => void)[] = [];
    let held = true;
    const end = (): void => {
      if (held) released += 1;
      held = false;
      for (const react of reacts) react();
    };
    last = { end };
    return { addEventListener: (_: string, react: () => void) => reacts.push(react), release: async () => end() };
  };
  vi.stubGlobal("navigator", { wakeLock: { request } });
});

test("in whatever order it is asked for, there is one lock while it is wanted and none when it is not", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { visibilityState: "visible" });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("keep", "sleep", "wait", "taken away")), async (steps) => {
      vi.resetModules();
      taken = released = most = 0;
      last = null;
      const { keepAwake, letSleep } = await import("../src/io/wake");
      for (const step of steps) {
        if (step === "keep") keepAwake();
        if (step === "sleep") letSleep();
        if (step === "wait") await settled();
        if (step === "taken away") (last as { end: () => void } | null)?.end();
      }
      keepAwake();
      await settled();
      expect([taken - released, most]).toEqual([1, 1]);
      letSleep();
      await settled();
      expect(taken - released).toBe(0);
    }),
    { numRuns: 50 },
  );
  vi.useRealTimers();
});

test("what the system takes back or refuses is asked for again while it is wanted and seen, and not more often", async () => {
  vi.useFakeTimers();
  const seen = { visibilityState: "visible" };
  vi.stubGlobal("document", seen);
  const { keepAwake, letSleep } = await import("../src/io/wake");
  const takenAway = (): void => (last as { end: () => void } | null)?.end();
  keepAwake();
  await settled();
  takenAway();
  takenAway();
  await vi.advanceTimersByTimeAsync(1000);
  expect(taken).toBe(1);
  await vi.advanceTimersByTimeAsync(9000);
  expect([taken, released, most]).toEqual([2, 1, 1]);
  refuses = 3;
  takenAway();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([taken, released, refuses, most]).toEqual([3, 2, 0, 1]);
  seen.visibilityState = "hidden";
  takenAway();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(taken).toBe(3);
  seen.visibilityState = "visible";
  keepAwake();
  await settled();
  takenAway();
  letSleep();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([taken, released, most]).toEqual([4, 4, 1]);
  vi.useRealTimers();
});

test("a browser without such a lock, or that refuses it, is no trouble", async () => {
  const { keepAwake, letSleep } = await import("../src/io/wake");
  vi.stubGlobal("navigator", {});
  keepAwake();
  vi.stubGlobal("navigator", { wakeLock: { request: () => { throw new Error("no"); } } });
  keepAwake();
  await settled();
  letSleep();
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

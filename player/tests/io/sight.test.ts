// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GAP_MS } from "../../src/core/clock";
import { watchSight } from "../../src/io/sight";

const WAIT_MS = 1500;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["a slow answer on a slow device is no absence", WAIT_MS + GAP_MS, 0, true],
  ["longer than that is one", WAIT_MS + GAP_MS + 1, 0, false],
  ["a clock that was put back tells of one as well", 0, -(WAIT_MS + GAP_MS + 1), false],
])("%s", (_, passed, put, seen) => {
  const inSight = watchSight(WAIT_MS);
  vi.advanceTimersByTime(passed);
  vi.setSystemTime(Date.now() + put);
  expect(inSight()).toBe(seen);
});

test.each(["pagehide", "visibilitychange", "freeze"])("a page with a %s was left, whatever came after", (event) => {
  const inSight = watchSight(WAIT_MS);
  (event === "pagehide" ? window : document).dispatchEvent(new Event(event));
  expect(inSight()).toBe(false);
});

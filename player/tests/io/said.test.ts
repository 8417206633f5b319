// @vitest-environment happy-dom
/** What was said on another page stays until its journal answered, in every page of the browser. */
import { beforeEach, expect, test, vi } from "vitest";

async function page() {
  vi.resetModules();
  return import("../../src/io/said");
}

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test("it is there for the next page too, by journal, until that journal answered", async () => {
  const own = await page();
  own.noteSaid("mine");
  own.noteSaid("theirs");
  const next = await page();
  const said = next.saidIn("mine");
  expect(said).not.toBeNull();
  own.noteSaid("mine");
  next.answeredTo("mine", said);
  expect(next.saidIn("mine")).not.toBeNull();
  next.answeredTo("mine", next.saidIn("mine"));
  next.answeredTo("theirs", next.saidIn("theirs"));
  expect([next.saidIn("mine"), next.saidIn("theirs"), localStorage.length]).toEqual([null, null, 0]);
});

test.each(["{", "7", "null", "[3]"])("what cannot be read there (%s) is nothing", async (junk) => {
  localStorage.setItem("supple.said", junk);
  expect((await page()).saidIn("mine")).toBeNull();
});

test("without storage this page alone knows", async () => {
  vi.stubGlobal("localStorage", undefined);
  const own = await page();
  own.noteSaid("mine");
  expect(own.saidIn("mine")).not.toBeNull();
  own.answeredTo("mine", own.saidIn("mine"));
  expect(own.saidIn("mine")).toBeNull();
});

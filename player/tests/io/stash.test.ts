// @vitest-environment happy-dom
/** A stop that the database does not have yet is there for the next page. */
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { idOf } from "../../src/core/rows";
import { rowOf } from "./world";

async function page() {
  vi.resetModules();
  return { ...(await import("../../src/io/stash")), ...(await import("../../src/io/outbox")) };
}

beforeEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new Error("away"))));
});

test("a stop is stashed in the same moment, and only until the database has it", async () => {
  const { outbox, stashed } = await page();
  outbox.keep(rowOf("bout"));
  expect(stashed()).toEqual([]);
  outbox.keep(rowOf("stop", undefined, "stop"));
  expect(stashed().map(idOf)).toEqual(["stop"]);
  await vi.waitFor(() => expect(localStorage.length).toBe(0));
});

test("what a page left there is kept by the next one, once", async () => {
  vi.stubGlobal("indexedDB", { open: () => ({}) }); // It never answers, and the page is closed.
  (await page()).outbox.keep(rowOf("stop", undefined, "stop"));
  vi.stubGlobal("indexedDB", new IDBFactory());
  const { outbox } = await page();
  await vi.waitFor(() => expect(localStorage.length).toBe(0));
  expect((await outbox.items()).map((item) => item.id)).toEqual(["stop"]);
});

test("each page takes away its own only", async () => {
  const [one, other] = [await page(), await page()];
  one.stash([rowOf("a")]);
  other.stash([rowOf("b")]);
  other.stash([]);
  expect(one.stashed().map(idOf)).toEqual(["a"]);
  one.stash([]);
  expect(localStorage.length).toBe(0);
});

test.each(["{", "7", "null", "[null, 3]"])("what cannot be read there (%s) is nothing", async (junk) => {
  localStorage.setItem("supple.waits", junk);
  expect((await page()).stashed()).toEqual([]);
});

test("without storage nothing is stashed, and nothing fails", async () => {
  vi.stubGlobal("localStorage", undefined);
  const { outbox, stashed } = await page();
  outbox.keep(rowOf("stop", undefined, "stop"));
  expect(stashed()).toEqual([]);
});

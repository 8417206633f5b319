// @vitest-environment happy-dom
/** A stop that the server does not have yet is there for the next page. */
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { idOf } from "../../src/core/rows";
import { rowOf } from "./world";

async function page() {
  vi.resetModules();
  return { ...(await import("../../src/io/stash")), ...(await import("../../src/io/outbox")), ...(await import("../../src/io/database")) };
}

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new Error("away"))));
});

test("a stop is stashed in the same moment, and until the server has it", async () => {
  const { outbox, stashed, rows } = await page();
  outbox.keep(rowOf("bout"));
  expect(stashed()).toEqual([]);
  outbox.keep(rowOf("stop", undefined, "stop"));
  expect(stashed().map(idOf)).toEqual(["stop"]);
  await vi.waitFor(async () => expect(await rows("outbox")).toHaveLength(2));
  expect(stashed().map(idOf)).toEqual(["stop"]);
  vi.stubGlobal("fetch", vi.fn(async () => new Response(JSON.stringify({ kept: ["bout", "stop"], refused: [] }))));
  await outbox.send();
  expect(localStorage.length).toBe(0);
});

test("what a page left there is kept by the next one, once", async () => {
  vi.stubGlobal("indexedDB", { open: () => ({}) }); // It never answers, and the page is closed.
  (await page()).outbox.keep(rowOf("stop", undefined, "stop"));
  vi.stubGlobal("indexedDB", new IDBFactory());
  for (let pages = 0; pages < 2; pages += 1) {
    const { outbox, rows } = await page();
    await outbox.send();
    await vi.waitFor(async () => expect(await rows("outbox")).toHaveLength(1));
    expect((await outbox.items()).map((item) => item.id)).toEqual(["stop"]);
  }
});

test("what a page adds takes nothing of another's away, and what is settled goes alone", async () => {
  const [one, other] = [await page(), await page()];
  one.stash([rowOf("a")]);
  other.stash([rowOf("b"), rowOf("c")]);
  other.stash([rowOf("b", null)]);
  expect(one.stashed().map((row) => [idOf(row), row.journal === null])).toEqual([["a", false], ["c", false], ["b", true]]);
  other.unstash(["b", "c", "d"]);
  expect(one.stashed().map(idOf)).toEqual(["a"]);
  one.unstash(["a"]);
  expect(localStorage.length).toBe(0);
});

test("what the first storage does not take lies in the tab's own, and what lay in the first stays", async () => {
  const { stash, stashed, unstash } = await page();
  stash([rowOf("other")]);
  const there = localStorage.getItem("supple.waits");
  const removeItem = vi.fn();
  const full = { getItem: () => there, removeItem, setItem: () => { throw new DOMException("full", "QuotaExceededError"); } };
  vi.stubGlobal("localStorage", full);
  stash([rowOf("a")]);
  expect([sessionStorage.length, stashed().map(idOf)]).toEqual([1, ["other", "a"]]);
  unstash(["a"]);
  expect([sessionStorage.length, stashed().map(idOf), removeItem.mock.calls]).toEqual([0, ["other"], []]);
});

test.each(["{", "7", "null", "[null, 3]"])("what cannot be read there (%s) is nothing", async (junk) => {
  localStorage.setItem("supple.waits", junk);
  expect((await page()).stashed()).toEqual([]);
});

test("without storage nothing is stashed, and nothing fails", async () => {
  for (const name of ["localStorage", "sessionStorage"]) vi.stubGlobal(name, undefined);
  const { outbox, stashed } = await page();
  outbox.keep(rowOf("stop", undefined, "stop"));
  expect(stashed()).toEqual([]);
});

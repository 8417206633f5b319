/** The browser's database, made to fail in every way a browser's does. */
import { IDBFactory, IDBObjectStore, IDBTransaction } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Database = typeof import("../../src/io/database");

/** A page of its own: each has its own connection. */
async function page(): Promise<Database> {
  vi.resetModules();
  return import("../../src/io/database");
}

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function values(database: Database): Promise<unknown[]> {
  return (await database.rows("outbox")).map((row) => row.value);
}

test("rows come back in their order, move, and go", async () => {
  const database = await page();
  const keys = await database.rewrite("outbox", [], ["a", "b", "c"]);
  expect(await values(database)).toEqual(["a", "b", "c"]);
  await database.rewrite("outbox", [keys[0] as number], ["a"]);
  expect(await values(database)).toEqual(["b", "c", "a"]);
  await database.move("outbox", keys[1] as number, "refused", "b, refused");
  await database.move("outbox", keys[1] as number, "refused", "b, twice");
  expect(await values(database)).toEqual(["c", "a"]);
  expect((await database.rows("refused")).map((row) => row.value)).toEqual(["b, refused"]);
  await database.remove("outbox", [keys[2] as number]);
  expect(await values(database)).toEqual(["a"]);
});

test("name, version and tables are those of the earlier player", async () => {
  const database = await page();
  await database.rewrite("outbox", [], ["a"]);
  const [info] = await indexedDB.databases();
  expect(info).toEqual({ name: "supple", version: 1 });
});

const FAILURES: [string, () => void][] = [
  ["there is no indexedDB", () => vi.stubGlobal("indexedDB", undefined)],
  ["open throws", () => vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("no", "SecurityError"); } })],
  ["open fails", () => vi.stubGlobal("indexedDB", { open: failing })],
  ["add throws", () => void vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => { throw new DOMException("full", "QuotaExceededError"); })],
  ["add does nothing", () => void vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => ({ result: undefined }) as never)],
  ["a transaction throws", () => vi.stubGlobal("indexedDB", opening(() => { throw new DOMException("closed", "InvalidStateError"); }))],
];

function failing(): unknown {
  const request: { onerror?: () => void; error: Error } = { error: new Error("no") };
  queueMicrotask(() => request.onerror?.());
  return request;
}

function opening(transaction: () => never): unknown {
  return {
    open: () => {
      const request: { onsuccess?: () => void; result: unknown } = { result: { transaction, close: () => undefined } };
      queueMicrotask(() => request.onsuccess?.());
      return request;
    },
  };
}

test.each(FAILURES)("where %s, a write fails and says so", async (_, fail) => {
  const database = await page();
  fail();
  await expect(database.rewrite("outbox", [], ["a"])).rejects.toThrow();
});

test("a write that failed is not there, and the next one works", async () => {
  const database = await page();
  vi.spyOn(IDBObjectStore.prototype, "add").mockImplementationOnce(() => { throw new DOMException("full", "QuotaExceededError"); });
  await expect(database.rewrite("outbox", [], ["a"])).rejects.toThrow();
  await database.rewrite("outbox", [], ["b"]);
  expect(await values(database)).toEqual(["b"]);
});

test("a value takes the place of what is there only where it may, and else what is there is told", async () => {
  const database = await page();
  expect(await database.replace("session", "progress", 1, (there) => there === undefined)).toBeUndefined();
  expect(await database.replace("session", "progress", 2, (there) => there !== 1)).toBe(1);
  expect(await database.read("session", "progress")).toBe(1);
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(() => { throw new DOMException("full", "QuotaExceededError"); });
  await expect(database.replace("session", "progress", 3, () => true)).rejects.toThrow();
  expect(await database.read("session", "progress")).toBe(1);
});

test("a write is committed as soon as all is asked for, where the browser can", async () => {
  const database = await page();
  const commit = vi.spyOn(IDBTransaction.prototype, "commit");
  const keys = await database.rewrite("outbox", [], ["a"]);
  await database.write("session", "plan", 1);
  await database.replace("session", "plan", 2, () => true);
  await database.remove("outbox", keys);
  expect(commit).toHaveBeenCalledTimes(4);
  commit.mockImplementation(() => { throw new DOMException("over", "InvalidStateError"); });
  await database.rewrite("outbox", [], ["b"]);
  expect(await values(database)).toEqual(["b"]);
});

test("a connection that was closed is opened anew", async () => {
  const database = await page();
  await database.rewrite("outbox", [], ["a"]);
  const closes = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementationOnce(() => { throw new DOMException("closed", "InvalidStateError"); });
  await database.rewrite("outbox", [], ["b"]);
  expect(closes).toHaveBeenCalledTimes(2);
  expect(await values(database)).toEqual(["a", "b"]);
});

test("a database that was deleted is told, and made again", async () => {
  const database = await page();
  const told = vi.fn();
  database.whenLost(told);
  await database.rewrite("outbox", [], ["a"]);
  await new Promise((resolve) => (indexedDB.deleteDatabase("supple").onsuccess = resolve));
  expect(told).toHaveBeenCalled();
  await database.rewrite("outbox", [], ["b"]);
  expect(await values(database)).toEqual(["b"]);
});

test("a database that never answers fails after two seconds, and is then left alone for a while", async () => {
  const database = await page();
  vi.useFakeTimers();
  const open = vi.fn(() => ({}));
  vi.stubGlobal("indexedDB", { open });
  const first = expect(database.rewrite("outbox", [], ["a"])).rejects.toThrow("does not answer");
  await vi.advanceTimersByTimeAsync(2000);
  await first;
  await expect(database.rewrite("outbox", [], ["b"])).rejects.toThrow("a moment ago");
  expect(open).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.useRealTimers();
  vi.spyOn(performance, "now").mockReturnValue(Number.MAX_SAFE_INTEGER);
  await database.rewrite("outbox", [], ["c"]);
  expect(await values(database)).toEqual(["c"]);
});

// @vitest-environment happy-dom
/** What is kept of a session on a browser whose storage fails, and beside other pages that keep the same session. */
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { State } from "../../src/core/machine";
import type { Message } from "../../src/io/channel";
import { planOf } from "../plan";

const PLAN = planOf([{ kind: "hold", seconds: 300 }]);
const JOURNAL = PLAN.journal as string;
const STOP = { id: "stop-1", segment: 0, segment_ms: 1, session_ms: 1, event: null, pain_now: null, follow_up: {}, answer: null };
const STOPPED: State = { screen: "stopped", stop: STOP };
const NUMB: State = { screen: "result", stop: { ...STOP, event: "tingling" }, resumes: false, title: "Rest", say: [] };
const EMERGENCY: State = { screen: "emergency", stop: { ...STOP, event: "tingling" } };
const PLAYING: State = { screen: "playing" };
const ASKED = { address: "", screening: "s" };

type Page = Awaited<ReturnType<typeof page>>;

/** Each has what it knows for itself, and the browser's storage in common. */
async function page() {
  vi.resetModules();
  const [saved, channel, database] = [await import("../../src/io/saved"), await import("../../src/io/channel"), await import("../../src/io/database")];
  const keep = (state: State): Promise<void> =>
    saved.saveProgress({ state, position: 1, played: 1, segment: 0, started: true, ended: false });
  return { ...saved, ...channel, ...database, keep };
}

async function playing(): Promise<Page> {
  const opened = await page();
  await opened.savePlan(PLAN, ASKED);
  await opened.keep(PLAYING);
  return opened;
}

/** What the next page takes up; null if nothing. */
async function reloaded(): Promise<State | null> {
  return (await (await page()).readSaved())?.progress.state ?? null;
}

function full(): { mockRestore(): void }[] {
  const refuse = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  return [vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(refuse), vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(refuse)];
}

function noWebStorage(): void {
  for (const name of ["localStorage", "sessionStorage"]) vi.stubGlobal(name, undefined);
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new Error("away"))));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a stop on a full disk is a stop for the next page, and for one that has only the tab's storage", async () => {
  const own = await playing();
  const set = vi.spyOn(Storage.prototype, "setItem");
  full();
  await own.keep(STOPPED);
  expect(await reloaded()).toEqual(STOPPED);
  set.mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  localStorage.clear();
  await own.keep(NUMB);
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 1]);
  expect(await reloaded()).toEqual(NUMB);
});

test.each([true, false])("a mark that its place takes no more does not stand in front of the newer one (it lets go: %s)", async (removes) => {
  const own = await playing();
  const lies = new Map<string, string>();
  const fills = { getItem: (key: string) => lies.get(key) ?? null, setItem: lies.set.bind(lies), removeItem: lies.delete.bind(lies) };
  vi.stubGlobal("localStorage", fills);
  full();
  await own.keep(STOPPED);
  expect([lies.size, sessionStorage.length]).toEqual([1, 0]);
  const refuse = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  Object.assign(fills, { setItem: refuse }, removes ? {} : { removeItem: refuse });
  await own.keep(EMERGENCY);
  expect([lies.size, sessionStorage.length]).toEqual([removes ? 0 : 1, 1]);
  expect(await reloaded()).toEqual(EMERGENCY);
});

test("where no other storage takes it either, what was before the stop is gone too", async () => {
  const own = await playing();
  noWebStorage();
  const disk = full();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await own.keep(NUMB);
  for (const one of disk) one.mockRestore();
  vi.useRealTimers();
  expect(await reloaded()).toBeNull();
});

test("what could not be written is tried again", async () => {
  const own = await playing();
  noWebStorage();
  const disk = full();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await own.keep(NUMB);
  for (const one of disk) one.mockRestore();
  vi.advanceTimersByTime(3000);
  vi.useRealTimers();
  await vi.waitFor(async () => expect(await own.read("session", "progress")).toMatchObject({ state: NUMB }));
  expect(await reloaded()).toEqual(NUMB);
});

test("a stop that only waits to be sent decides what is taken up", async () => {
  const own = await playing();
  const stop = { id: "e", kind: "stop", session_id: PLAN.id, stop_id: "stop-1", event: "cannot_move", session_ms: 1, segment_ms: 1, follow_up: {} };
  for (const table of ["outbox", "refused"] as const) {
    const [key] = await own.rewrite(table, [], [{ entry: stop, journal: JOURNAL, token: null }]);
    expect(await reloaded()).toMatchObject({ screen: "emergency", stop: { id: "stop-1" } });
    await own.remove(table, [key as number]);
    expect(await reloaded()).toEqual(PLAYING);
  }
});

test.each([true, false])("a page that plays on unaware takes no stop away, and hears of it (web storage: %s)", async (storage) => {
  if (!storage) noWebStorage();
  const own = await playing();
  const other = await page();
  await other.readSaved();
  await other.keep(STOPPED);
  const heard: Message[] = [];
  own.listen((message) => heard.push(message));
  await own.keep(PLAYING);
  await own.keep({ screen: "finished" });
  expect(heard[0]).toEqual({ kind: "stopped", plan: PLAN.id, state: STOPPED });
  expect(await reloaded()).toEqual(STOPPED);
  await other.keep({ screen: "result", stop: STOP, resumes: true, title: "", say: [] });
  await other.keep({ screen: "playing" });
  expect(await reloaded()).toEqual(PLAYING);
});

test("whoever took a stop up may go on from it, and then nothing of it is left", async () => {
  const own = await playing();
  await own.keep(STOPPED);
  const next = await page();
  expect((await next.readSaved())?.progress.state).toEqual(STOPPED);
  await next.keep({ screen: "result", stop: STOP, resumes: true, title: "", say: [] });
  await next.keep(PLAYING);
  expect(localStorage.length).toBe(0);
  expect(await reloaded()).toEqual(PLAYING);
});

test("after the browser lost its database, plan and stop are put back", async () => {
  noWebStorage();
  const own = await playing();
  await own.keep(STOPPED);
  await new Promise((resolve) => (indexedDB.deleteDatabase("supple").onsuccess = resolve));
  await vi.waitFor(async () => expect(await own.read("session", "progress")).toMatchObject({ state: STOPPED }));
  expect(await reloaded()).toEqual(STOPPED);
});

test("a page that plays another session leaves the mark of a stop", async () => {
  const own = await playing();
  await own.keep(NUMB);
  const other = await page();
  await other.savePlan({ ...PLAN, id: "another" }, ASKED);
  await own.keep(NUMB);
  await other.keep(PLAYING);
  expect(localStorage.getItem("supple.stop")).toContain(PLAN.id);
});

test("what is forgotten leaves nothing", async () => {
  const own = await playing();
  await own.keep(NUMB);
  expect(localStorage.length).toBe(1);
  await own.forgetSaved();
  expect(localStorage.length).toBe(0);
  expect(await own.rows("session")).toEqual([]);
});

test("what cannot be forgotten is over all the same, and the next session is another one", async () => {
  const own = await playing();
  const id = await own.planIdFor("address");
  await own.savePlan({ ...PLAN, id }, ASKED);
  await own.keep(PLAYING);
  await own.keep(NUMB);
  const stays = vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
    throw new DOMException("no", "UnknownError");
  });
  await own.forgetSaved();
  stays.mockRestore();
  expect(await reloaded()).toBeNull();
  expect(localStorage.getItem("supple.stop")).not.toContain("tingling");
  const next = await page();
  expect(await next.planIdFor("address")).not.toBe(id);
  await next.savePlan({ ...PLAN, id: "another" }, ASKED);
  expect(localStorage.length).toBe(0);
});

test("with its journal a session goes from every page, and is kept by none any more", async () => {
  const own = await playing();
  await own.keep(NUMB);
  const deleting = await page();
  const told = vi.fn();
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(told);
  await deleting.forgetSavedOf("another");
  expect(localStorage.length).toBe(1);
  await deleting.forgetSavedOf(JOURNAL);
  own.hear({ kind: "forgotten", journal: JOURNAL });
  await own.keep(NUMB);
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  expect(await own.rows("session")).toEqual([]);
});

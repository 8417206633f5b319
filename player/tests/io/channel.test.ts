// @vitest-environment happy-dom
/** What pages tell each other where a browser has no channel for it. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Message } from "../../src/io/channel";

const STOPPED: Message = { kind: "stopped", plan: "p", state: { screen: "playing" } };

async function page() {
  vi.resetModules();
  return import("../../src/io/channel");
}

/** As a browser tells its other pages of a change. */
function told(key: string, newValue: string | null): void {
  window.dispatchEvent(new StorageEvent("storage", { key, newValue }));
}

beforeEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["there is none", undefined],
  ["it cannot be made", class { constructor() { throw new Error("no"); } }],
  ["it cannot be used", class { addEventListener() {} postMessage() { throw new Error("no"); } }],
])("where %s, a message goes by a change of storage, and stays nowhere", async (_, channel) => {
  vi.stubGlobal("BroadcastChannel", channel);
  const written: [string, string][] = [];
  const removeItem = vi.fn();
  vi.stubGlobal("localStorage", { setItem: (key: string, value: string) => void written.push([key, value]), removeItem });
  const { listen, tell } = await page();
  const heard: Message[] = [];
  listen((message) => heard.push(message));
  tell(STOPPED);
  expect(heard).toEqual([]);
  const [[key, value] = ["", ""]] = written;
  expect(removeItem).toHaveBeenCalledWith(key);
  told(key, value);
  told(key, null);
  told("supple.sound", "{}");
  expect(heard).toEqual([STOPPED]);
});

test("where a channel is there, storage is left alone", async () => {
  const post = vi.fn();
  vi.stubGlobal("BroadcastChannel", class { addEventListener() {} postMessage = post; });
  const setItem = vi.fn();
  vi.stubGlobal("localStorage", { setItem });
  (await page()).tell(STOPPED);
  expect(post).toHaveBeenCalledWith(STOPPED);
  expect(setItem).not.toHaveBeenCalled();
});

test("with neither, nothing is told and nothing fails", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("localStorage", undefined);
  (await page()).tell(STOPPED);
});

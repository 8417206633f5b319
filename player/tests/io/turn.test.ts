/** One player at a time, with a browser's locks, without them, and with ones that do not answer. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Turn = typeof import("../../src/io/turn");

class Locks {
  #holder: { reject: (error: Error) => void } | null = null;
  readonly #waiting: (() => void)[] = [];

  request(_name: string, options: { steal?: boolean; signal?: AbortSignal }, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = (): void => {
        const holder = { reject };
        this.#holder = holder;
        void work().then(() => {
          if (this.#holder === holder) this.#holder = null;
          this.#waiting.shift()?.();
          resolve();
        });
      };
      if (options.steal) {
        this.#holder?.reject(new DOMException("stolen", "AbortError"));
        take();
      } else if (this.#holder === null) take();
      else {
        this.#waiting.push(take);
        options.signal?.addEventListener("abort", () => {
          this.#waiting.splice(this.#waiting.indexOf(take), 1);
          reject(new DOMException("aborted", "AbortError"));
        });
      }
    });
  }
}

async function page(): Promise<Turn> {
  vi.resetModules();
  return import("../../src/io/turn");
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function turn(of: Turn, steal = false, robbed = vi.fn()): Promise<boolean> {
  const asked = of.takeTurn(steal, robbed);
  await vi.advanceTimersByTimeAsync(3000);
  return asked;
}

test("the second page waits for a word, takes the turn when told to, and the first one hears of it", async () => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  const [first, second, third] = [await page(), await page(), await page()];
  const robbed = vi.fn();
  expect(await turn(first, false, robbed)).toBe(true);
  expect(await turn(first, false, robbed)).toBe(true);
  expect(await turn(second)).toBe(false);
  expect(robbed).not.toHaveBeenCalled();
  expect(await turn(second, true)).toBe(true);
  expect(robbed).toHaveBeenCalledTimes(1);
  expect([first.lostTurn(), second.lostTurn()]).toEqual([true, false]);
  expect(await turn(third)).toBe(false);
  second.endTurn();
  expect(await turn(third)).toBe(true);
});

test("without locks the turn is lost by being told so, and can be taken again", async () => {
  vi.stubGlobal("navigator", {});
  const own = await page();
  expect(await turn(own)).toBe(true);
  own.loseTurn();
  expect(own.lostTurn()).toBe(true);
  expect(await turn(own)).toBe(true);
  expect(own.lostTurn()).toBe(false);
});

test.each([
  ["there are none", {}],
  ["they throw", { locks: { request: () => { throw new Error("no"); } } }],
  ["they refuse", { locks: { request: () => Promise.reject(new DOMException("no", "SecurityError")) } }],
])("without locks, because %s, it plays", async (_, navigator) => {
  vi.stubGlobal("navigator", navigator);
  expect(await turn(await page())).toBe(true);
});

test.each([false, true])("locks that never answer keep nobody from a session, by steal (%s) or not", async (steal) => {
  vi.stubGlobal("navigator", { locks: { request: () => new Promise(() => undefined) } });
  expect(await turn(await page(), steal)).toBe(true);
});

// @vitest-environment happy-dom
/** Drawings from the server, from what was kept of it, and from what answers in its place. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadFigures } from "../../src/io/figures";
import type { Figure } from "../../src/core/types";
import { planOf } from "../plan";

const ADDRESS = "/api/figures/towel-extension";
const plain = planOf([{ kind: "hold", seconds: 30 }]);
const PLAN = { ...plain, segments: plain.segments.map((segment) => ({ ...segment, figure: { ...segment.figure, drawing: ADDRESS } })) };

function figure(title: string): Figure {
  const layers = [{ id: "l", kind: "skin", closed: true }];
  return { technique: "towel-extension", title, view_box: [0, 0, 1, 1], layers, clips: { hold: { frames: [[[0, 0]]] } } };
}

let kept: Map<string, string>;
/** What answers at the server's address, at each time that it is asked; the last one again and again. */
let answers: (unknown | Error)[];

class Kept {
  match = async (address: string): Promise<Response | undefined> => (kept.has(address) ? new Response(kept.get(address)) : undefined);
  put = async (address: string, response: Response): Promise<void> => void kept.set(address, await response.text());
  keys = async (): Promise<object[]> => [];
  delete = async (address: string): Promise<boolean> => kept.delete(address);
}

async function load(): Promise<string[]> {
  const titles: string[] = [];
  const loading = loadFigures(PLAN, (_, drawing) => titles.push(drawing.title));
  await vi.advanceTimersByTimeAsync(100_000);
  await loading;
  return titles;
}

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  answers = [figure("Now")];
  vi.stubGlobal("caches", { open: async () => new Kept() });
  vi.stubGlobal("fetch", async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a drawing that was kept is asked for again, and the new one is kept", async () => {
  kept.set(ADDRESS, JSON.stringify(figure("Before")));
  expect(await load()).toEqual(["Now"]);
  expect(kept.get(ADDRESS)).toContain("Now");
});

test("without the server the kept one is shown", async () => {
  kept.set(ADDRESS, JSON.stringify(figure("Before")));
  answers = [new Error("away")];
  expect(await load()).toEqual(["Before"]);
});

test.each([{}, null, [], true, "drawing", { ...figure("Half"), layers: [] }])("what is no drawing (%j) is neither shown nor kept, and asked for again", async (body) => {
  kept.set(ADDRESS, JSON.stringify(body));
  answers = [body];
  expect(await load()).toEqual([]);
  expect(kept.size).toBe(0);
  answers = [body, figure("Now")];
  expect(await load()).toEqual(["Now"]);
});

test.each(["open", "match", "put", "keys", "delete"])("with a cache whose %s throws at once, the drawing comes from the server", async (name) => {
  const broken = { open: async () => Object.assign(new Kept(), { [name]: () => { throw new Error("no"); } }) };
  vi.stubGlobal("caches", name === "open" ? { open: () => { throw new Error("no"); } } : broken);
  expect(await load()).toEqual(["Now"]);
});

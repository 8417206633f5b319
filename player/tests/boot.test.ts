// @vitest-environment happy-dom
/** What the page opens with: over a browser's database, and a server that answers as told. */
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import type { State } from "../src/core/machine";
import type { Plan } from "../src/core/types";
import type { Sound } from "../src/sound.svelte";
import { planOf } from "./plan";

const MINE = "a".repeat(32);
const THEIRS = "b".repeat(32);
const SCREENING = "00000000-0000-4000-8000-000000000001";
const FRAGMENT = `#journal=${MINE}&screening=${SCREENING}&region=lower&minutes=5&stiffness=4`;
const STOP = { id: "stop-1", segment: 0, segment_ms: 1, session_ms: 1, event: null, pain_now: null, follow_up: {}, answer: null };

const sound = new Proxy({}, { get: () => () => undefined }) as Sound;
let asked: { path: string; body: unknown }[] = [];
let plansAnswer = 200;
/** What answers in place of the plan. */
let plansBody: unknown;
let entriesAnswer = 200;
/** What the journal says of itself; null where it is away. */
let standing: { closed: boolean; answered: boolean; kept?: boolean; emergency: { number: string } } | null = null;

function respond(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

function server(path: string, init?: RequestInit): Promise<Response> {
  const body = init?.body ? (JSON.parse(String(init.body)) as unknown) : null;
  asked.push({ path, body });
  if (path.startsWith("/api/plans")) {
    const plan = { ...planned(MINE), id: (body as { id: string }).id };
    if (plansBody !== undefined) return Promise.resolve(respond(200, plansBody));
    return Promise.resolve(respond(plansAnswer, plansAnswer === 200 ? plan : { problem: "No", fix: "Do", code: "" }));
  }
  if (path.startsWith("/api/standing") && standing) return Promise.resolve(respond(200, standing));
  if (!path.startsWith("/api/entries")) return Promise.reject(new Error("away"));
  if (entriesAnswer === 0) return Promise.reject(new Error("away"));
  const kept = (body as { id: string }[]).map((entry) => entry.id);
  return Promise.resolve(respond(entriesAnswer, entriesAnswer === 200 ? { kept, refused: [] } : { problem: "No", fix: "Do", code: "" }));
}

function planned(journal: string): Plan {
  return { ...planOf([{ kind: "hold", seconds: 30 }]), journal, token: `token of ${journal}` };
}

async function saved(journal: string, state: State, changes: object = {}): Promise<void> {
  const { savePlan, saveProgress } = await import("../src/io/saved");
  await savePlan(planned(journal), { address: FRAGMENT, screening: SCREENING });
  await saveProgress({ state, position: 900, played: 900, segment: 0, started: true, ended: false, ...changes });
  vi.resetModules();
}

async function open(fragment = FRAGMENT, ending = false) {
  const { boot } = await import("../src/boot");
  const outcome = await boot(fragment, sound, ending);
  if (outcome === null) return { elsewhere: true };
  return "session" in outcome ? { state: outcome.session.state, plan: outcome.session.plan } : outcome;
}

function paths(): string[] {
  return asked.map(({ path }) => path).filter((path) => path.startsWith("/api/plans") || path.startsWith("/api/entries"));
}

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  vi.unstubAllGlobals();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", vi.fn(server));
  asked = [];
  plansAnswer = entriesAnswer = 200;
  standing = null;
  plansBody = undefined;
});

test("a new session names its journal", async () => {
  expect(await open()).toMatchObject({ state: { screen: "ready" }, plan: { journal: MINE } });
  expect(paths()).toEqual([`/api/plans?journal=${MINE}`]);
});

test("a session of another journal is not gone on with, and ends in its own journal when told to", async () => {
  await saved(THEIRS, { screen: "playing" });
  expect(await open()).toMatchObject({ next: "end_and_begin" });
  expect(asked).toEqual([]);
  expect(await open(FRAGMENT, true)).toMatchObject({ state: { screen: "ready" }, plan: { journal: MINE } });
  await vi.waitFor(() => expect(paths()).toContain(`/api/entries?journal=${THEIRS}`));
  const ended = asked.find(({ path }) => path.includes(THEIRS));
  expect(ended?.body).toMatchObject([{ kind: "session_ended", completed: false }]);
});

test.each<State>([
  { screen: "emergency", stop: STOP },
  { screen: "finished" },
  { screen: "after" },
])("a session of another journal that is over ends by itself, and holds nobody up: $screen", async (state) => {
  await saved(THEIRS, state);
  expect(await open()).toMatchObject({ state: { screen: "ready" }, plan: { journal: MINE } });
  await vi.waitFor(() => expect(paths()).toContain(`/api/entries?journal=${THEIRS}`));
});

test.each<State>([
  { screen: "stopped", stop: STOP },
  { screen: "follow_up", stop: STOP, choice: planOf([]).stop_choices[0] as never },
  { screen: "pain", stop: STOP, choice: planOf([]).stop_choices[0] as never },
])("a stop without its answer is asked about first, whatever the address asks for: $screen", async (state) => {
  await saved(MINE, state);
  const other = FRAGMENT.replace(SCREENING, "00000000-0000-4000-8000-000000000002");
  expect(await open(other)).toMatchObject({ state });
});

test("a session that was left in the middle goes on from its step, and other answers end it", async () => {
  await saved(MINE, { screen: "playing" });
  expect(await open()).toMatchObject({ state: { screen: "middle" }, plan: { id: planned(MINE).id } });
  expect(paths()).toEqual([]);
  vi.resetModules();
  const outcome = await open(FRAGMENT.replace(SCREENING, "00000000-0000-4000-8000-000000000002"));
  expect(outcome).toMatchObject({ state: { screen: "ready" } });
  expect("plan" in outcome && outcome.plan.id).not.toBe(planned(MINE).id);
  await vi.waitFor(() => expect(asked.map(({ body }) => body)).toContainEqual([expect.objectContaining({ kind: "session_ended" })]));
});

test.each([
  ["outbox", { entry: { id: "s", kind: "stop" }, person: "first" }],
  ["outbox", { id: "s", kind: "stop" }],
  ["refused", { entry: { id: "s", kind: "stop" }, journal: MINE, token: null, problem: "No", fix: "Do" }],
] as const)("while a stop is astray (%s), no session starts", async (table, row) => {
  const { rewrite } = await import("../src/io/database");
  await rewrite(table, [], [row]);
  expect(await open()).toMatchObject({ next: "see_what_waits" });
  expect(paths()).toEqual([]);
});

test("nor does one that was left in the middle go on", async () => {
  await saved(MINE, { screen: "playing" });
  const { rewrite } = await import("../src/io/database");
  await rewrite("outbox", [], [{ id: "s", kind: "stop" }]);
  expect(await open()).toMatchObject({ next: "see_what_waits" });
});

test("how far another session got is not taken for this one's", async () => {
  await saved(MINE, { screen: "playing" }, { of: undefined });
  const { write } = await import("../src/io/database");
  await write("session", "progress", { state: { screen: "playing" }, position: 1, played: 1, segment: 0, started: true, ended: false, of: "another" });
  vi.resetModules();
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

test.each([
  [0, { next: "try_again", problem: { problem: "Supple does not answer just now." } }],
  [500, { next: "try_again" }],
  [401, { next: "try_again", problem: { problem: "Supple does not know this browser." } }],
])("a stop that waits reaches its journal before a plan is asked for; else (%s) there is none", async (status, outcome) => {
  const { rewrite } = await import("../src/io/database");
  await rewrite("outbox", [], [{ entry: { id: "s", kind: "stop" }, journal: MINE, token: null }]);
  entriesAnswer = status;
  expect(await open()).toMatchObject(outcome);
  expect(paths()).toEqual([`/api/entries?journal=${MINE}`]);
  entriesAnswer = 200;
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

test("without a database it plays from memory, and knows that a reload forgets", async () => {
  vi.stubGlobal("indexedDB", undefined);
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
  const { keepsSession } = await import("../src/io/saved");
  await vi.waitFor(() => expect(keepsSession()).toBe(false));
});

test("the same page asks for the same plan again, also without a database", async () => {
  vi.stubGlobal("indexedDB", undefined);
  plansAnswer = 503;
  await open();
  await open();
  const ids = asked.map(({ body }) => (body as { id: string }).id);
  expect(new Set(ids).size).toBe(1);
});

test("a browser that was not let in is told the way", async () => {
  plansAnswer = 401;
  expect(await open()).toMatchObject({ problem: { problem: "Supple does not know this browser." } });
});

test("a turn that is lost while the plan is on its way leaves what is kept to the other page", async () => {
  let steal: () => void = () => undefined;
  const request = (_name: string, _options: object, held: () => Promise<void>): Promise<void> => {
    void held();
    return new Promise((_, reject) => (steal = () => reject(new DOMException("stolen", "AbortError"))));
  };
  vi.stubGlobal("navigator", { locks: { request } });
  const { lostTurn, takeTurn } = await import("../src/io/turn");
  expect(await takeTurn(false, () => undefined)).toBe(true);
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    steal();
    await vi.waitFor(() => expect(lostTurn()).toBe(true));
    return server(path, init);
  });
  expect(await open()).toEqual({ elsewhere: true });
  expect(paths()).toHaveLength(1);
  const { readSaved } = await import("../src/io/saved");
  expect(await readSaved()).toBeNull();
});

test.each<[State["screen"], string]>([
  ["playing", "problem"],
  ["result", "problem"],
  ["stopped", "stopped"],
  ["emergency", "emergency"],
])("on a day that was closed meanwhile, what was left at %s opens with %s", async (screen, opens) => {
  standing = { closed: true, answered: false, emergency: { number: "112" } };
  await saved(MINE, { screen, stop: STOP, resumes: true, title: "", say: [] } as unknown as State);
  const outcome = await open();
  expect("state" in outcome ? outcome.state.screen : Object.keys(outcome)[0]).toBe(opens);
  if (opens === "problem") await vi.waitFor(() => expect(paths()).toContain(`/api/entries?journal=${MINE}`));
});

test("a stop that was answered elsewhere is not asked about again: the session ends, and the next one begins", async () => {
  standing = { closed: false, answered: true, emergency: { number: "112" } };
  await saved(MINE, { screen: "stopped", stop: STOP });
  const other = FRAGMENT.replace(SCREENING, "00000000-0000-4000-8000-000000000002");
  expect(await open(other)).toMatchObject({ state: { screen: "ready" } });
  expect(asked.map(({ path }) => path)).toContain(`/api/standing?journal=${MINE}&stop=${STOP.id}`);
});

test("while a stop has not reached the journal, the journal is not asked about it", async () => {
  standing = { closed: true, answered: true, emergency: { number: "112" } };
  entriesAnswer = 503;
  await saved(MINE, { screen: "stopped", stop: STOP });
  const { rewrite } = await import("../src/io/database");
  await rewrite("outbox", [], [{ entry: { id: "s", kind: "stop" }, journal: MINE, token: null }]);
  expect(await open()).toMatchObject({ state: { screen: "stopped" } });
  expect(asked.filter(({ path }) => path.startsWith("/api/standing"))).toEqual([]);
});

test.each([{}, null, [], true, "closed", { closed: "no", answered: 0 }])("what is no answer (%j) changes nothing", async (body) => {
  standing = body as never;
  await saved(MINE, { screen: "playing" });
  expect(await open()).toMatchObject({ state: { screen: "middle" } });
});

test("the number of a place that was chosen since is shown, and kept", async () => {
  standing = { closed: true, answered: false, emergency: { ...planned(MINE).emergency, number: "911" } as never };
  await saved(MINE, { screen: "emergency", stop: STOP });
  await open();
  const { readSaved } = await import("../src/io/saved");
  await vi.waitFor(async () => expect((await readSaved())?.plan.emergency.number).toBe("911"));
});

test.each([{}, null, [], true, "ok", { ...planned(MINE), segments: [] }])("what answers in place of a plan (%#) is no session", async (body) => {
  plansBody = body;
  expect(await open()).toMatchObject({ next: "try_again", problem: { problem: "What answered was no session of Supple's." } });
});

test.each([
  ["a state without a screen", { state: {} }],
  ["a screen of a newer player", { state: { screen: "breathing" } }],
  ["a result without words", { state: { screen: "result" } }],
])("what was kept and cannot be read counts as nothing: %s", async (_, changes) => {
  await saved(MINE, { screen: "playing" }, changes);
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

test("of what cannot be read a stop is still asked about", async () => {
  await saved(MINE, { screen: "breathing", stop: STOP } as unknown as State);
  expect(await open()).toMatchObject({ state: { screen: "stopped", stop: STOP } });
});

test.each([{ segments: undefined }, { stop_choices: {} }])("a kept plan that cannot be read (%j) counts as none", async (changes) => {
  const { savePlan, saveProgress } = await import("../src/io/saved");
  await savePlan({ ...planned(MINE), ...changes } as Plan, { address: FRAGMENT, screening: SCREENING });
  await saveProgress({ state: { screen: "playing" }, position: 900, played: 900, segment: 0, started: true, ended: false });
  vi.resetModules();
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

/** The next page of a browser whose database does not open any more. */
function unreadable(): void {
  vi.resetModules();
  vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("no", "UnknownError"); } });
}

/** A stop that another page noted while the server was away. */
async function stoppedAway(state: State): Promise<void> {
  await saved(MINE, { screen: "playing" });
  entriesAnswer = 0;
  const { outbox } = await import("../src/io/outbox");
  const { readSaved, saveProgress } = await import("../src/io/saved");
  await readSaved();
  await saveProgress({ state, position: 900, played: 900, segment: 0, started: true, ended: false });
  outbox.keep({ entry: { id: "s", kind: "stop" } as never, journal: MINE, token: null });
  await vi.waitFor(async () => expect((await outbox.items()).length).toBe(1));
}

test.each<State>([
  { screen: "stopped", stop: STOP },
  { screen: "emergency", stop: STOP },
])("a stop that waits keeps sessions shut also where the database cannot be read: $screen", async (state) => {
  await stoppedAway(state);
  unreadable();
  asked = [];
  expect(await open()).toMatchObject({ next: "try_again" });
  expect(paths()).toEqual([`/api/entries?journal=${MINE}`]);
  entriesAnswer = 200;
  standing = { closed: true, answered: false, kept: true, emergency: { number: "112" } };
  plansAnswer = 409;
  expect(await open()).toMatchObject({ problem: { problem: "No" }, next: "today" });
  expect(asked.find(({ path }) => path.startsWith("/api/entries"))?.body).toMatchObject([{ id: "s", kind: "stop" }]);
});

test("leaving it takes nothing of that away", async () => {
  await stoppedAway({ screen: "emergency", stop: STOP });
  const { forgetSaved } = await import("../src/io/saved");
  unreadable();
  await forgetSaved();
  expect(await open()).toMatchObject({ next: "try_again" });
  const { outbox } = await import("../src/io/outbox");
  expect(await outbox.whyStopWaits(MINE)).toBe("away");
});

test("a marked stop of which nothing else is left is asked about, sent if the journal does not have it, and shuts until then", async () => {
  await saved(MINE, { screen: "stopped", stop: STOP });
  unreadable();
  expect(await open()).toMatchObject({ problem: { problem: "A stop of yours may not have reached your journal." } });
  standing = { closed: false, answered: false, kept: false, emergency: { number: "112" } };
  entriesAnswer = 0;
  expect(await open()).toMatchObject({ next: "try_again" });
  expect(await open()).toMatchObject({ next: "try_again" });
  expect(paths().filter((path) => path.startsWith("/api/plans"))).toEqual([]);
  const sent = asked.filter(({ path }) => path.startsWith("/api/entries"));
  const [first] = sent;
  expect(sent.map(({ body }) => body)).toEqual(sent.map(() => first?.body));
  expect(first?.body).toMatchObject([{ kind: "stop", stop_id: STOP.id, session_id: planned(MINE).id, event: null, supersedes: null }]);
  [entriesAnswer, standing] = [200, { ...standing, kept: true }];
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

test("where the database cannot be read and nothing was said, or in another journal alone, it plays", async () => {
  unreadable();
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
  vi.stubGlobal("indexedDB", new IDBFactory());
  await saved(THEIRS, { screen: "stopped", stop: STOP });
  unreadable();
  expect(await open()).toMatchObject({ state: { screen: "ready" } });
});

test("a plan is an answer to what was said on another page", async () => {
  const { noteSaid, saidIn } = await import("../src/io/said");
  noteSaid(MINE);
  plansAnswer = 503;
  await open();
  expect(saidIn(MINE)).not.toBeNull();
  plansAnswer = 200;
  await open();
  expect(saidIn(MINE)).toBeNull();
});

test("whoever ends what was left open tells so: elsewhere it must not end once more", async () => {
  await saved(MINE, { screen: "playing" });
  const told: unknown[] = [];
  vi.stubGlobal("BroadcastChannel", class { addEventListener() {} postMessage = (message: unknown) => void told.push(message); });
  await open();
  expect(told).not.toContainEqual({ kind: "plays" });
  await open(FRAGMENT.replace(SCREENING, "00000000-0000-4000-8000-000000000002"));
  expect(told).toContainEqual({ kind: "plays" });
});

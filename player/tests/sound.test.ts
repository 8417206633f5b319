// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { Cue } from "../src/core/types";
import { Sound } from "../src/sound.svelte";

const MOVE: Cue = { at_ms: 0, say: "Roll to your left side", tone: "change", moves: true };
const HOLD: Cue = { at_ms: 0, say: "Half way", tone: "soft", moves: false };

const spoken: string[] = [];
const contexts: FakeContext[] = [];
/** What was given to the engine and not taken back, with its own events. */
let given: { text: string; volume: number; onstart?: () => void; onend?: () => void }[] = [];
let voices: { localService: boolean; lang: string; default: boolean }[];

class FakeContext extends EventTarget {
  state = "suspended";
  notes = 0;
  obeys = true;
  currentTime = 0;
  destination = {};
  constructor() {
    super();
    contexts.push(this);
  }
  resume = async (): Promise<void> => this.#become("running");
  suspend = async (): Promise<void> => this.#become("suspended");
  createGain = (): object => ({
    connect: () => ({}),
    disconnect: () => {},
    gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} },
  });
  createOscillator = (): object => ({ frequency: {}, connect: () => ({ connect: () => {} }), start: () => (this.notes += 1), stop: () => {} });
  /** As the system may, though nobody asked for it. */
  end = (): void => this.#become("closed");
  #become(state: string): void {
    if (this.state === "closed" || (!this.obeys && state === "running")) return;
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  spoken.length = contexts.length = 0;
  voices = [{ localService: true, lang: "en-GB", default: true }];
  const synth = new EventTarget() as EventTarget & Record<string, unknown>;
  synth["getVoices"] = () => voices;
  given = [];
  synth["speak"] = (utterance: (typeof given)[number]) => {
    if (utterance.volume === 0) return;
    spoken.push(utterance.text);
    given.push(utterance);
  };
  synth["cancel"] = () => (given = []);
  vi.stubGlobal("speechSynthesis", synth);
  vi.stubGlobal("SpeechSynthesisUtterance", class { constructor(public text: string) {} });
  vi.stubGlobal("AudioContext", FakeContext);
});

test("after a stop, a pause or before the start, nothing that asks for movement is spoken or sounded", () => {
  const sound = new Sound();
  const silent = (): void => {
    sound.cue(MOVE);
    expect([spoken.length, contexts[0]?.notes]).toEqual([0, 0]);
  };
  silent();
  sound.unlock();
  sound.cue(MOVE);
  expect(spoken).toEqual([MOVE.say]);
  expect(contexts[0]?.notes).toBe(2);
  sound.hush();
  spoken.length = 0;
  if (contexts[0]) contexts[0].notes = 0;
  silent();
  sound.cue(HOLD);
  expect(spoken).toEqual([HOLD.say]);
});

test("tones that the system takes away are asked for again, and said to be missing while they stay away", async () => {
  const sound = new Sound();
  sound.unlock();
  await vi.advanceTimersByTimeAsync(2000);
  const [context] = contexts;
  await context?.suspend();
  await vi.advanceTimersByTimeAsync(10);
  expect(context?.state).toBe("running");
  if (context) context.obeys = false;
  await context?.suspend();
  for (let ms = 0; ms < 1700; ms += 100) {
    sound.keepOn();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(sound.missing).toBe("tones");
  if (context) context.obeys = true;
  await vi.advanceTimersByTimeAsync(1000);
  sound.keepOn();
  await vi.advanceTimersByTimeAsync(100);
  sound.keepOn();
  expect([context?.state, sound.missing]).toEqual(["running", "nothing"]);
});

test("a sound that was closed for good is opened anew", async () => {
  const sound = new Sound();
  sound.unlock();
  sound.cue(MOVE);
  contexts[0]?.end();
  for (let ms = 0; ms < 1700; ms += 100) {
    sound.keepOn();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(sound.missing).toBe("tones");
  sound.hush();
  sound.unlock();
  await vi.advanceTimersByTimeAsync(100);
  sound.keepOn();
  sound.cue(MOVE);
  expect([contexts.length, contexts[1]?.notes, sound.missing]).toEqual([2, 2, "nothing"]);
});

test("put to sleep on purpose, nothing is missing and nothing is asked for", async () => {
  const sound = new Sound();
  sound.unlock();
  sound.hush();
  sound.rest();
  await vi.advanceTimersByTimeAsync(5000);
  expect([contexts[0]?.state, sound.missing]).toEqual(["suspended", "nothing"]);
});

test("what will not be heard is known before, also when voices come or go", async () => {
  voices = [];
  const sound = new Sound();
  expect(sound.hasVoice).toBe(true);
  await vi.advanceTimersByTimeAsync(1001);
  expect([sound.hasVoice, sound.hasTones]).toEqual([false, true]);
  voices = [{ localService: true, lang: "en-GB", default: true }];
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
  expect(sound.hasVoice).toBe(true);
  voices = [{ localService: false, lang: "en-GB", default: true }];
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
  expect(sound.hasVoice).toBe(false);
  sound.say("Words for another computer");
  expect(spoken).toEqual([]);
});

test.each([
  ["no AudioContext", () => vi.stubGlobal("AudioContext", undefined)],
  ["an AudioContext that throws", () => vi.stubGlobal("AudioContext", class { constructor() { throw new Error("no"); } })],
])("with %s there are no tones, and everything else works", (_, breakIt) => {
  breakIt();
  const sound = new Sound();
  expect(sound.hasTones).toBe(false);
  for (const act of [() => sound.unlock(), () => sound.cue(MOVE), () => sound.keepOn(), () => sound.hush(), () => sound.rest()]) act();
  expect(spoken).toEqual([MOVE.say]);
});

test.each(["getVoices", "speak", "cancel", "addEventListener"])("with a %s that throws, nothing else does", (name) => {
  Object.defineProperty(speechSynthesis, name, { value: () => { throw new Error("no"); } });
  const sound = new Sound();
  for (const act of [() => sound.unlock(), () => sound.cue(MOVE), () => sound.hush(), () => sound.sayAlways("Help")]) act();
  expect(contexts[0]?.notes).toBe(2);
});

test("an engine that takes words and never says any is noticed, and so is that it speaks again", async () => {
  const sound = new Sound();
  sound.unlock();
  sound.say("Come down");
  await vi.advanceTimersByTimeAsync(2900);
  expect(sound.missing).toBe("nothing");
  sound.say("Lie back");
  await vi.advanceTimersByTimeAsync(200);
  expect(sound.missing).toBe("voice");
  given[0]?.onstart?.();
  expect(sound.missing).toBe("nothing");
});

test("words that wait behind longer ones are waited for, and silence that was asked for is none that is missed", async () => {
  const sound = new Sound();
  sound.unlock();
  sound.say("A long sentence");
  given[0]?.onstart?.();
  sound.say("The next one");
  await vi.advanceTimersByTimeAsync(20_000);
  given[0]?.onend?.();
  await vi.advanceTimersByTimeAsync(2900);
  expect(sound.missing).toBe("nothing");
  sound.hush();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sound.missing).toBe("nothing");
});

test("where no voice is named, none is missed", async () => {
  voices = [];
  const sound = new Sound();
  sound.say("Come down");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sound.missing).toBe("nothing");
});

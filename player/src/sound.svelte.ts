/** Voice and tones as one, with the person's choice of both, and what of it there is on this device. */
import { mayBeHeard } from "./core/timeline";
import type { Cue } from "./core/types";
import { keepSettings, readSettings } from "./io/settings";
import { Tones } from "./io/tones";
import { Voice } from "./io/voice";

/** Tones that are off for longer than this are said to be, in ms. */
const MISSED_AFTER_MS = 1500;

export class Sound {
  voiceOn = $state(true);
  volume = $state(1);
  /** What will be heard of the voice and of the tones, as far as the device tells. */
  hasVoice = $state(true);
  hasTones = $state(true);
  /** Whether something that should be heard now is not. */
  missing: "nothing" | "tones" | "voice" = $state("nothing");
  readonly #voice = new Voice();
  readonly #tones = new Tones();
  /** True from a stop or pause until it plays again: then nothing asks for movement. */
  #still = true;
  #tonesGoneAt: number | null = null;

  constructor() {
    const kept = readSettings();
    this.voiceOn = kept.voice;
    this.volume = kept.volume;
    this.#voice.changed = () => this.#look();
    this.#tones.changed = () => this.#look();
    this.#apply();
    this.check();
  }

  /** Looks at what there is, before somebody lies down. */
  check(): void {
    this.hasTones = this.#tones.prepare();
    this.#look();
  }

  /** In a press only, when it begins to play. */
  unlock(): void {
    this.#still = false;
    this.#voice.unlock();
    this.#tones.unlock();
  }

  /** While it plays: what the system took away is asked for again, and is said to be missing. */
  keepOn(): void {
    const now = performance.now();
    this.#tones.keepOn(now);
    if (!this.#tones.takenAway) this.#tonesGoneAt = null;
    else this.#tonesGoneAt ??= now;
    this.#look();
  }

  say(text: string): void {
    this.#voice.say(text);
  }

  sayAlways(text: string): void {
    this.#voice.sayAlways(text);
  }

  cue(cue: Cue): void {
    if (!mayBeHeard(cue, !this.#still)) return;
    this.#tones.play(cue.tone);
    this.#voice.say(cue.say);
  }

  hush(): void {
    this.#still = true;
    this.#voice.hush();
    this.#tones.hush();
  }

  /** Once silent, for as long as nothing plays. */
  rest(): void {
    this.#tonesGoneAt = null;
    this.#tones.rest();
    this.#look();
  }

  setVoice(on: boolean): void {
    this.voiceOn = on;
    if (!on) this.#voice.hush();
    this.#apply();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    this.#apply();
  }

  #look(): void {
    this.hasVoice = this.#voice.isThere;
    const tonesGone = this.#tonesGoneAt !== null && performance.now() - this.#tonesGoneAt >= MISSED_AFTER_MS;
    const voiceGone = this.#voice.failing && this.voiceOn;
    this.missing = this.volume === 0 ? "nothing" : tonesGone ? "tones" : voiceGone ? "voice" : "nothing";
  }

  #apply(): void {
    this.#voice.on = this.voiceOn;
    this.#voice.volume = this.volume;
    this.#tones.volume = this.volume;
    keepSettings({ voice: this.voiceOn, volume: this.volume });
  }
}

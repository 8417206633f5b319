/** Voice and tones as one, with the person's choice of both. */
import type { Cue } from "./core/types";
import { keepSettings, readSettings } from "./io/settings";
import { Tones } from "./io/tones";
import { Voice } from "./io/voice";

export class Sound {
  voiceOn = $state(true);
  volume = $state(1);
  readonly #voice = new Voice();
  readonly #tones = new Tones();

  constructor() {
    const kept = readSettings();
    this.voiceOn = kept.voice;
    this.volume = kept.volume;
    this.#apply();
  }

  /** In a press only. */
  unlock(): void {
    this.#voice.unlock();
    this.#tones.unlock();
  }

  say(text: string): void {
    this.#voice.say(text);
  }

  sayAlways(text: string): void {
    this.#voice.sayAlways(text);
  }

  cue(cue: Cue): void {
    this.#tones.play(cue.tone);
    this.#voice.say(cue.say);
  }

  hush(): void {
    this.#voice.hush();
    this.#tones.hush();
  }

  /** Once silent, for as long as nothing plays. */
  rest(): void {
    this.#tones.rest();
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

  #apply(): void {
    this.#voice.on = this.voiceOn;
    this.#voice.volume = this.volume;
    this.#tones.volume = this.volume;
    keepSettings({ voice: this.voiceOn, volume: this.volume });
  }
}

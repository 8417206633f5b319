/** Short tones beside the voice, for whoever hears the words too late or not at all. Nothing here ever throws. */
import type { Cue } from "../core/types";

type Tone = Cue["tone"];

/** Hz and seconds of each note. */
const NOTES: Record<Exclude<Tone, "none">, [number, number][]> = {
  soft: [[440, 0.3]],
  count: [[660, 0.12]],
  change: [
    [523, 0.18],
    [659, 0.3],
  ],
};
const LOUDEST = 0.25;
/** A sound that the system took away is asked for again this often, in ms. */
const ASK_AGAIN_MS = 1000;

export class Tones {
  volume = 1;
  /** Called whenever the device lets tones be heard, or no longer. */
  changed: () => void = () => undefined;
  #context: AudioContext | null = null;
  #out: GainNode | null = null;
  #wanted = false;
  #askedAt = Number.NEGATIVE_INFINITY;

  /** Whether there can be tones here at all. */
  prepare(): boolean {
    if (this.#context?.state === "closed") this.#context = this.#out = null; // It never comes back.
    try {
      this.#context ??= this.#open();
      return true;
    } catch {
      return false; // No such thing in this browser, or no device.
    }
  }

  /** True while tones are wanted and the system keeps them off. */
  get takenAway(): boolean {
    return this.#wanted && this.#context !== null && this.#context.state !== "running";
  }

  /** To be called in a press; also brings tones back after `hush` and `rest`. */
  unlock(): void {
    if (!this.prepare() || this.#context === null) return;
    this.#wanted = true;
    try {
      this.#out ??= this.#context.createGain();
      this.#out.connect(this.#context.destination);
    } catch {
      this.#out = null;
    }
    void this.#resume();
  }

  /** While it plays: a phone call or another app may have taken the sound away. */
  keepOn(at: number): void {
    if (!this.takenAway || at - this.#askedAt < ASK_AGAIN_MS) return;
    this.#askedAt = at;
    void this.#resume();
  }

  play(tone: Tone): void {
    if (this.#context === null || this.#out === null || tone === "none" || this.volume === 0) return;
    try {
      let at = this.#context.currentTime;
      for (const [pitch, length] of NOTES[tone]) {
        this.#note(this.#context, this.#out, pitch, at, length);
        at += length;
      }
    } catch {
      return; // The words and the screen are still there.
    }
  }

  /** Silent at once: notes already begun are cut off. */
  hush(): void {
    const out = this.#out;
    this.#out = null;
    try {
      out?.disconnect();
    } catch {
      return;
    }
  }

  /** Lets the device's sound sleep: too slow for the moment of a stop. */
  rest(): void {
    this.#wanted = false;
    void this.#suspend();
  }

  #open(): AudioContext {
    const context = new AudioContext();
    context.addEventListener("statechange", () => {
      this.keepOn(performance.now());
      this.changed();
    });
    return context;
  }

  async #resume(): Promise<void> {
    try {
      await this.#context?.resume();
    } catch {
      return; // Not before a press, or the device is somebody else's: asked again while it plays.
    }
  }

  async #suspend(): Promise<void> {
    try {
      await this.#context?.suspend();
    } catch {
      return;
    }
  }

  #note(context: AudioContext, out: GainNode, pitch: number, at: number, length: number): void {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDEST * this.volume, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + length);
    oscillator.connect(gain).connect(out);
    oscillator.start(at);
    oscillator.stop(at + length);
  }
}

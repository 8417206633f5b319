/** Short tones beside the voice, for whoever hears the words too late or not at all. */
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

export class Tones {
  volume = 1;
  #context: AudioContext | null = null;
  #out: GainNode | null = null;

  /** To be called in a press; also brings tones back after `hush` and `rest`. */
  unlock(): void {
    if (!("AudioContext" in window)) return;
    if (this.#context === null) this.#context = new AudioContext();
    this.#out ??= this.#context.createGain();
    this.#out.connect(this.#context.destination);
    void this.#context.resume();
  }

  play(tone: Tone): void {
    if (this.#context === null || this.#out === null || tone === "none" || this.volume === 0) return;
    let at = this.#context.currentTime;
    for (const [pitch, length] of NOTES[tone]) {
      this.#note(this.#context, this.#out, pitch, at, length);
      at += length;
    }
  }

  /** Silent at once: notes already begun are cut off. */
  hush(): void {
    this.#out?.disconnect();
    this.#out = null;
  }

  /** Lets the device's sound sleep: too slow for the moment of a stop. */
  rest(): void {
    void this.#context?.suspend();
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

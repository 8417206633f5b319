/** Speaking through the browser's own voices. Its events never drive the session, and nothing here ever throws. */

/** Some browsers name their voices only some time after the page, in ms. */
const VOICES_COME_MS = 1000;
/** A voice that works begins to speak within this, in ms. */
const BEGINS_MS = 3000;
/** What an utterance that we cut off ourselves ends with. */
const CUT_OFF = new Set(["canceled", "interrupted"]);

export class Voice {
  on = true;
  volume = 1;
  /** True while words were given to the browser and it could not speak them. */
  failing = false;
  /** Called whenever there is a voice, or none any longer. */
  changed: () => void = () => undefined;
  readonly #synth: SpeechSynthesis | null = openSynth();
  /** Some browsers drop an utterance that nothing refers to. */
  readonly #kept = new Set<SpeechSynthesisUtterance>();
  #late: ReturnType<typeof setTimeout> | undefined;
  #comesUntil = performance.now() + VOICES_COME_MS;
  #unlocked = false;
  #silent: SpeechSynthesisUtterance | null = null;

  constructor() {
    const look = (): void => this.changed();
    try {
      this.#synth?.addEventListener("voiceschanged", look);
    } catch {
      // Then it is looked at once more below.
    }
    setTimeout(look, VOICES_COME_MS);
  }

  /** Whether words will be spoken on this device, without asking another one. */
  get isThere(): boolean {
    const voices = this.#voices();
    if (voices === null) return false;
    if (voices.length === 0) return performance.now() < this.#comesUntil;
    return voices.some((voice) => voice.localService);
  }

  /** To be called in a press, so that the browser lets later words be heard. */
  unlock(): void {
    if (this.#unlocked) return;
    this.#unlocked = true;
    this.#speak(" ", 0);
  }

  say(text: string): void {
    if (this.on && this.volume > 0 && text !== "") this.#speak(text, this.volume);
  }

  /** For an emergency: heard even where the voice was switched off. */
  sayAlways(text: string): void {
    this.#speak(text, this.volume > 0 ? this.volume : 1);
  }

  hush(): void {
    this.#kept.clear();
    this.#expectNext();
    try {
      this.#synth?.cancel();
    } catch {
      return;
    }
  }

  #voices(): SpeechSynthesisVoice[] | null {
    try {
      return this.#synth?.getVoices() ?? null;
    } catch {
      return null;
    }
  }

  #speak(text: string, volume: number): void {
    const voices = this.#voices();
    if (this.#synth === null || voices === null) return;
    const local = voices.filter((voice) => voice.localService);
    if (voices.length > 0 && local.length === 0) return;
    try {
      if (this.#synth.pending && this.#kept.size > 1) this.hush(); // Too far behind: only the newest counts.
      const utterance = utteranceOf(text, volume, local);
      this.#watch(utterance);
      if (volume > 0) this.#expect(utterance, local.length > 0);
      else this.#silent = utterance;
      this.#synth.speak(utterance);
    } catch {
      this.#fails(true);
    }
  }

  #watch(utterance: SpeechSynthesisUtterance): void {
    const over = (): void => {
      if (this.#kept.delete(utterance)) this.#expectNext();
      if (this.#silent === utterance) this.#silent = null;
    };
    utterance.onstart = () => {
      if (!this.#kept.has(utterance)) return;
      clearTimeout(this.#late);
      this.#fails(false);
    };
    utterance.onend = () => {
      over();
      this.#fails(false);
    };
    utterance.onerror = (event) => {
      over();
      if (!CUT_OFF.has(event.error)) this.#fails(true);
    };
  }

  /** Some engines take words and never say any. Without a voice nothing is expected: that is said before the start. */
  #expect(utterance: SpeechSynthesisUtterance, isVoice: boolean): void {
    this.#kept.add(utterance);
    if (isVoice && this.#kept.size === 1) this.#expectNext();
  }

  /** What was spoken is over: whatever waits behind it begins now. */
  #expectNext(): void {
    clearTimeout(this.#late);
    if (this.#kept.size > 0) this.#late = setTimeout(() => this.#fails(true), BEGINS_MS);
  }

  #fails(failing: boolean): void {
    if (this.failing === failing) return;
    this.failing = failing;
    this.changed();
  }
}

function openSynth(): SpeechSynthesis | null {
  try {
    return "SpeechSynthesisUtterance" in window ? (window.speechSynthesis ?? null) : null;
  } catch {
    return null;
  }
}

function utteranceOf(text: string, volume: number, voices: SpeechSynthesisVoice[]): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(text);
  const language = document.documentElement.lang;
  const fitting = voices.filter((voice) => voice.lang.startsWith(language));
  utterance.voice = fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
  utterance.lang = utterance.voice?.lang ?? language;
  utterance.volume = volume;
  utterance.rate = 0.95;
  return utterance;
}

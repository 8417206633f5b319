/** Speaking through the browser's own voices. Its events never drive anything. */
export class Voice {
  on = true;
  volume = 1;
  readonly #synth: SpeechSynthesis | null = "speechSynthesis" in window ? window.speechSynthesis : null;
  /** Some browsers drop an utterance that nothing refers to. */
  readonly #kept = new Set<SpeechSynthesisUtterance>();

  #unlocked = false;
  #silent: SpeechSynthesisUtterance | null = null;

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
    this.#synth?.cancel();
    this.#kept.clear();
  }

  #speak(text: string, volume: number): void {
    if (this.#synth === null) return;
    const voices = this.#synth.getVoices();
    const local = voices.filter((voice) => voice.localService);
    if (voices.length > 0 && local.length === 0) return;
    if (this.#synth.pending && this.#kept.size > 1) this.hush(); // Too far behind: only the newest counts.
    const utterance = new SpeechSynthesisUtterance(text);
    const language = document.documentElement.lang;
    const fitting = local.filter((voice) => voice.lang.startsWith(language));
    utterance.voice = fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
    utterance.lang = utterance.voice?.lang ?? language;
    utterance.volume = volume;
    utterance.rate = 0.95;
    utterance.onend = utterance.onerror = () => {
      this.#kept.delete(utterance);
      if (this.#silent === utterance) this.#silent = null;
    };
    if (volume > 0) this.#kept.add(utterance);
    else this.#silent = utterance;
    this.#synth.speak(utterance);
  }
}

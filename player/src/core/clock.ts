/** The session's own clock: a position in ms that moves only while it runs. */
export class SessionClock {
  readonly #now: () => number;
  #position = 0;
  #played = 0;
  #since: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  get running(): boolean {
    return this.#since !== null;
  }

  /** How far into the plan, in ms. */
  get position(): number {
    return this.#position + this.#elapsed();
  }

  /** How long it has run in all, in ms, however often it went back. */
  get played(): number {
    return this.#played + this.#elapsed();
  }

  run(): void {
    this.#since ??= this.#now();
  }

  pause(): void {
    const elapsed = this.#elapsed();
    this.#position += elapsed;
    this.#played += elapsed;
    this.#since = null;
  }

  moveTo(position: number): void {
    const running = this.running;
    this.pause();
    this.#position = position;
    if (running) this.run();
  }

  restore(position: number, played: number): void {
    this.#since = null;
    this.#position = position;
    this.#played = played;
  }

  #elapsed(): number {
    return this.#since === null ? 0 : Math.max(0, this.#now() - this.#since);
  }
}

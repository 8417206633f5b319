/** The session's own clock: a position in ms that moves only while it runs and is looked at. */

/** More than this between two looks, by either clock, and nobody was there: the session paused at the first. */
export const GAP_MS = 2000;

/** A moment by a clock that only goes on, and by the one on the wall, which may be set. */
export interface Moment {
  steady: number;
  wall: number;
}

export class SessionClock {
  readonly #now: () => Moment;
  #position = 0;
  #played = 0;
  #looked: Moment | null = null;

  constructor(now: () => Moment) {
    this.#now = now;
  }

  get running(): boolean {
    return this.#looked !== null;
  }

  /** How far into the plan, in ms, when it was last looked at. */
  get position(): number {
    return this.#position;
  }

  /** How long it has run in all, in ms, however often it went back. */
  get played(): number {
    return this.#played;
  }

  /** Lets time pass. False if too much has passed at once: then it stands where it was. */
  look(): boolean {
    if (this.#looked === null) return true;
    const now = this.#now();
    const passed = now.steady - this.#looked.steady;
    const gap = passed > GAP_MS || Math.abs(now.wall - this.#looked.wall) > GAP_MS;
    this.#looked = gap ? null : now;
    if (gap) return false;
    this.#position += Math.max(0, passed);
    this.#played += Math.max(0, passed);
    return true;
  }

  run(): void {
    this.#looked ??= this.#now();
  }

  /** False if it was paused already by a gap, unseen. */
  pause(): boolean {
    const there = this.look();
    this.#looked = null;
    return there;
  }

  moveTo(position: number): void {
    const running = this.running;
    this.pause();
    this.#position = position;
    if (running) this.run();
  }

  restore(position: number, played: number): void {
    this.#looked = null;
    this.#position = position;
    this.#played = played;
  }
}

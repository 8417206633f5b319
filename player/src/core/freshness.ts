/** Whether a plan's answers are still about now: by two clocks, and the stricter counts, since one of them may be set. */
import type { Moment } from "./clock";

/** What a reload has to know: how long the plan was still good, in ms, and when that was by the wall clock. */
export interface Left {
  left_ms: number;
  wall: number;
}

export class Freshness {
  readonly #until: number;
  readonly #now: () => Moment;
  readonly #came: Moment;
  readonly #left: number;

  constructor(goodUntil: string, now: () => Moment, kept: Left | null = null) {
    this.#until = Date.parse(goodUntil);
    this.#now = now;
    this.#came = now();
    const { wall } = this.#came;
    const left = this.#until - wall;
    this.#left = kept === null ? left : Math.min(left, kept.left_ms - Math.max(0, wall - kept.wall));
  }

  get stale(): boolean {
    return !(this.#now().wall < this.#until && this.left.left_ms > 0);
  }

  get left(): Left {
    const now = this.#now();
    return { left_ms: this.#left - (now.steady - this.#came.steady), wall: now.wall };
  }
}

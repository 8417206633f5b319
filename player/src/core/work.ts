/** How much of a movement was played, bout by bout. What was skipped does not count. */
import { endsBout, workEnded } from "./timeline";
import type { Plan, Segment } from "./types";

export class Work {
  readonly #plan: Plan;
  readonly #boutDone: (segment: Segment, ms: number) => void;
  #countedTo = 0;
  #heldMs = 0;

  constructor(plan: Plan, boutDone: (segment: Segment, ms: number) => void) {
    this.#plan = plan;
    this.#boutDone = boutDone;
  }

  /** Plays from there: what was held before counts no more. */
  beginAt(position: number): void {
    this.#heldMs = 0;
    this.#countedTo = position;
  }

  playedTo(position: number): void {
    for (const segment of workEnded(this.#plan, this.#countedTo, position)) {
      this.#heldMs += segment.end_ms - segment.start_ms;
      if (!endsBout(this.#plan, segment)) continue;
      this.#boutDone(segment, this.#heldMs);
      this.#heldMs = 0;
    }
    this.#countedTo = position;
  }
}

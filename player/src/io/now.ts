/** This moment, by the clock that only goes on and by the one on the wall. */
import type { Moment } from "../core/clock";

export function now(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}

/** After a stop was answered another answer can take the place of the first, for a while. */
import { now } from "./io/now";

const WITHIN_MS = 10_000;

export class Change {
  /** True while it is offered. */
  isOffered = $state(false);
  #since = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `over`: called once it is too late. */
  offer(over: () => void): void {
    this.#since = now().steady;
    this.isOffered = true;
    this.#timer = setTimeout(() => {
      this.isOffered = false;
      over();
    }, WITHIN_MS);
  }

  get isInTime(): boolean {
    return now().steady - this.#since < WITHIN_MS;
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.isOffered = false;
    this.#since = Number.NEGATIVE_INFINITY;
  }
}

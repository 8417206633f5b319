/** Two presses of "A pop happened" within this are one pop. */
const SAME_POP_MS = 2000;

export class Pops {
  #last = Number.NEGATIVE_INFINITY;

  /** Whether a press at this moment tells of another pop than the last one that did. */
  isAnother(at: number): boolean {
    if (at - this.#last < SAME_POP_MS) return false;
    this.#last = at;
    return true;
  }
}

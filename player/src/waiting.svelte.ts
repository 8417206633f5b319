/** What the mailbag says about itself, for the screens. */
import { outbox } from "./io/outbox";
import type { Status } from "./io/mailbag";

class Waiting {
  status: Status = $state.raw(outbox.status);

  constructor() {
    outbox.watch((status) => (this.status = status));
  }
}

export const waiting = new Waiting();

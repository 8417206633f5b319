/** Whether a session may begin or go on now: the journal is asked first, then this browser, and neither is waited for long. */
import type { State } from "./core/machine";
import { SAID_WAITS, STOP_WAITS } from "./core/problems";
import { stripSays } from "./core/strip";
import type { Plan, Standing } from "./core/types";
import { mayMove, outbox } from "./io/outbox";
import { saidIn } from "./io/said";
import { watchSight } from "./io/sight";
import { askStanding, waitOf } from "./io/standing";
import { stopMarked } from "./marked";
import type { Sound } from "./sound.svelte";

/** A database that is slow is not waited for longer. */
const TABLE_MS = 1500;

/** What is asked about, and told what the journal says. */
export interface Asker {
  readonly plan: Plan;
  readonly state: State;
  know(standing: Standing): void;
}

export class Permission {
  /** True between a press and its answer. */
  asking = $state(false);
  /** Why the last press did nothing; empty where it did something. */
  why = $state("");
  readonly #sound: Sound;

  constructor(sound: Sound) {
    this.#sound = sound;
  }

  /** False while something could be neither kept nor sent. The strip says so; so does the voice, for closed eyes. */
  isKept(): boolean {
    const may = mayMove();
    if (!may) this.#sound.say(stripSays(outbox.status, false));
    return may;
  }

  /** In a press. False also where the session changed meanwhile, or nobody stayed with the page. */
  async toMove(asker: Asker): Promise<boolean> {
    if (this.asking) return false;
    const { plan, state } = asker;
    const inSight = watchSight(waitOf(plan) + TABLE_MS);
    this.asking = true;
    this.why = "";
    try {
      const heard = await this.look(asker);
      const why = await inTheWay(plan, state, heard);
      if (!inSight() || asker.state !== state) return false;
      this.why = why;
      this.#sound.say(why);
      return why === "";
    } finally {
      this.asking = false;
      if (asker.state.screen !== "playing") this.#sound.rest(); // Until it plays; then it is unlocked again.
    }
  }

  /** Asks the journal: what was said elsewhere may end this. False where it did not answer. */
  async look(asker: Asker): Promise<boolean> {
    const standing = await askStanding(asker.plan, asker.state);
    if (standing) asker.know(standing);
    return standing !== null;
  }
}

/** What keeps a session from moving, in words; `heard`: the journal answered, and has all that is known here. */
async function inTheWay({ id, journal }: Plan, state: State, heard: boolean): Promise<string> {
  if (journal === undefined) return "";
  if (saidIn(journal) !== null) return SAID_WAITS;
  if (heard) return "";
  // Once begun, what waits of this session may be a stop that was none.
  const own = state.screen === "ready" ? null : id;
  const late = new Promise<"unknown">((resolve) => setTimeout(() => resolve("unknown"), TABLE_MS));
  const why = await Promise.race([late, outbox.whyStopWaits(journal, own)]);
  const marked = stopMarked(journal);
  return (why === null || why === "unknown") && (marked === null || marked.session === own) ? "" : STOP_WAITS;
}

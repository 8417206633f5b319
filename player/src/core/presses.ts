/** Which press may choose something on a screen that has only just come. Times in ms; no clock of its own. */

/** How long a new screen takes no press once everything that was down is up. */
const DEAF_MS = 400;
/** What has been down for this long counts as up: its end may never be told. */
const HELD_AT_MOST_MS = 3000;
/** A second tap this near and this soon belongs to the first. */
const SAME_PLACE_PX = 32;
const SAME_TAP_MS = 1000;
/** The screen of what was pressed on another page. */
const BEFORE = -1;

export interface Place {
  x: number;
  y: number;
}

export interface Press {
  /** The screen that it began on. */
  screen: number;
  down: number;
  up: number | null;
  place: Place | null;
  refused: boolean;
}

export class Presses {
  /** The latest press of each pointer and key, by its id. */
  readonly #latest = new Map<string, Press>();
  #lastTap: Press | null = null;
  #screen = 0;
  #hearsAtOnce = true;
  #quietSince = Number.NEGATIVE_INFINITY;

  readonly #inFright: boolean;

  /** `inFright`: whether somebody may go on tapping at one place, without looking, as after a stop. */
  constructor(inFright = true) {
    this.#inFright = inFright;
  }

  /** A screen has come; the one that plays hears at once. */
  newScreen(at: number, hearsAtOnce: boolean): void {
    this.#screen += 1;
    this.#hearsAtOnce = hearsAtOnce;
    this.#quietSince = at;
  }

  /** For the page that comes next: the pointers that are down. */
  handOver(): [string, Press][] {
    return [...this.#latest].filter(([, press]) => press.place !== null && press.up === null);
  }

  /** What the page before this one handed over; a clock that was put back makes none of it last. */
  takeOver(handed: [string, Press][], at: number): void {
    for (const [id, press] of handed) if (press.down <= at) this.#latest.set(id, { ...press, screen: BEFORE });
  }

  /** Something goes down; true if it may choose. A key that is down already repeats, and never may. */
  down(id: string, at: number, place: Place | null, repeats = false): boolean {
    const before = this.#latest.get(id);
    if (repeats || (place === null && before?.up === null && at - before.down < HELD_AT_MOST_MS)) return false;
    const refused = this.isDeaf(at) || this.#isSecondTap(at, place);
    const press = { screen: this.#screen, down: at, up: null, place, refused };
    this.#latest.set(id, press);
    if (place !== null) this.#lastTap = press;
    return !refused;
  }

  up(id: string, at: number): void {
    const press = this.#latest.get(id);
    if (press === undefined || press.up !== null) return;
    press.up = at;
    if (this.#isOutdated(press)) this.#quietSince = Math.max(this.#quietSince, at);
  }

  /** The window lost the focus: what goes up now is told to somebody else. */
  allUp(at: number): void {
    for (const id of this.#latest.keys()) this.up(id, at);
  }

  /** Whether a click may choose: `id` is the pointer or key that made it, null where nothing was pressed. */
  mayChoose(id: string | null, at: number): boolean {
    return !this.isDeaf(at) && this.isMeant(id);
  }

  /** Whether what made a click began on this screen, once that could hear. What nobody saw begin is no tap. */
  isMeant(id: string | null): boolean {
    const press = id === null ? undefined : this.#latest.get(id);
    return press === undefined || !this.#isOutdated(press);
  }

  isDeaf(at: number): boolean {
    return at < this.wakesAt();
  }

  /** When the screen hears, if nothing more happens. */
  wakesAt(): number {
    if (this.#hearsAtOnce) return Number.NEGATIVE_INFINITY;
    const held = [...this.#latest.values()].filter((press) => press.up === null && this.#isOutdated(press));
    return Math.max(this.#quietSince, ...held.map((press) => press.down + HELD_AT_MOST_MS)) + DEAF_MS;
  }

  /** Begun on an earlier screen, or before this one could hear. */
  #isOutdated(press: Press): boolean {
    return press.refused || press.screen !== this.#screen;
  }

  #isSecondTap(at: number, place: Place | null): boolean {
    const first = this.#lastTap;
    if (!this.#inFright || this.#hearsAtOnce || place === null || first?.place == null || !this.#isOutdated(first)) return false;
    const near = Math.hypot(place.x - first.place.x, place.y - first.place.y) <= SAME_PLACE_PX;
    return near && at - (first.up ?? first.down) <= SAME_TAP_MS;
  }
}

/** The presses on every page but the player's: none answers a page that has only just come, and a form goes once. */
import { PRESS } from "./core/guard";
import { Presses } from "./core/presses";
import { handOver, keyOf, NEW_SCREEN, placeOf, pointerOf, pressClock, refuse, takeOver } from "./io/pressed";

/** A page that has not come by then may be asked for again. */
const SENT_MS = 10_000;
const CONTROL = "button, input, select, summary";
const WRITES = "input:not([type=radio], [type=checkbox], [type=file])";

export class PagePresses {
  readonly #presses = new Presses(false); // The moment in which a page is deaf is enough for the second of two taps.
  readonly #page = document.documentElement;
  /** Of a browser that does not say which pointer made a click. */
  #lastPointer: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentUntil = Number.NEGATIVE_INFINITY;
  #sentBy: EventTarget | null = null;

  /** Call it before the page is there: it takes no press until it has been shown for a moment. */
  listen(signal: AbortSignal): void {
    const early = { capture: true, signal };
    const on = <K extends keyof WindowEventMap>(kind: K, react: (event: WindowEventMap[K]) => void): void =>
      window.addEventListener(kind, react, early);
    on("pointerdown", (event) => this.#pointerDown(event));
    on("pointerup", (event) => this.#up(pointerOf(event)));
    on("pointercancel", (event) => this.#up(pointerOf(event)));
    on("click", (event) => this.#click(event));
    on("keydown", (event) => this.#keyDown(event));
    on("keyup", (event) => this.#keyUp(event));
    on("submit", (event) => this.#submit(event));
    on("blur", (event) => event.target === window && this.#allUp());
    on("pageshow", (event) => event.persisted && this.#comeBack());
    window.addEventListener(NEW_SCREEN, () => this.#newScreen(pressClock()), { signal });
    takeOver(this.#presses);
    this.#newScreen(Number.POSITIVE_INFINITY);
    requestAnimationFrame(() => this.#newScreen(pressClock()));
  }

  #newScreen(at: number): void {
    this.#presses.newScreen(at, false);
    this.#look();
  }

  /** From the browser's memory, as it was left. */
  #comeBack(): void {
    this.#sentUntil = Number.NEGATIVE_INFINITY;
    this.#showSent(null);
    takeOver(this.#presses);
    this.#newScreen(pressClock());
  }

  #pointerDown(event: PointerEvent): void {
    this.#lastPointer = pointerOf(event);
    this.#presses.down(this.#lastPointer, pressClock(), placeOf(event));
    handOver(this.#presses);
    this.#look();
  }

  /** Links, the emergency number among them, always lead on. So does what no pointer made, as assistive technology. */
  #click(event: MouseEvent): void {
    if (within(event.target, "a[href]") === null && !this.#presses.isMeant(this.#madeBy(event))) refuse(event);
  }

  #madeBy(event: MouseEvent): string | null {
    if (!("pointerId" in event)) return event.detail > 0 ? this.#lastPointer : null;
    return Number(event.pointerId) >= 0 ? pointerOf(event as PointerEvent) : null;
  }

  #keyDown(event: KeyboardEvent): void {
    if (!PRESS.has(event.key)) return;
    const may = this.#presses.down(keyOf(event), pressClock(), null, event.repeat);
    if (!may && chooses(event)) refuse(event);
    this.#look();
  }

  #keyUp(event: KeyboardEvent): void {
    const id = keyOf(event);
    if (!this.#presses.isMeant(id) && chooses(event)) event.preventDefault();
    this.#up(id);
  }

  #submit(event: SubmitEvent): void {
    const now = pressClock();
    // Another answer than the one under way takes its place.
    const by = event.submitter ?? event.target;
    if (now < this.#sentUntil && by === this.#sentBy) return refuse(event);
    this.#sentUntil = now + SENT_MS;
    this.#sentBy = by;
    this.#showSent(event.submitter);
    setTimeout(() => this.#showSent(null), SENT_MS);
  }

  #showSent(button: HTMLElement | null): void {
    for (const before of document.querySelectorAll("[data-sent]")) before.removeAttribute("data-sent");
    button?.setAttribute("data-sent", "");
  }

  #up(id: string): void {
    this.#presses.up(id, pressClock());
    handOver(this.#presses);
    this.#look();
  }

  #allUp(): void {
    this.#presses.allUp(pressClock());
    this.#look();
  }

  /** Says on the page whether it is deaf. */
  #look(): void {
    const wakesIn = this.#presses.wakesAt() - pressClock();
    clearTimeout(this.#timer);
    this.#page.toggleAttribute("data-deaf", wakesIn > 0);
    if (wakesIn > 0 && wakesIn < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#look(), wakesIn);
  }
}

function within(target: EventTarget | null, selector: string): Element | null {
  return target instanceof Element ? target.closest(selector) : null;
}

/** Whether a key works a control and does not write, or scroll. */
function chooses(event: KeyboardEvent): boolean {
  const control = PRESS.has(event.key) ? within(event.target, CONTROL) : null;
  return control !== null && !(event.key === " " && control.matches(WRITES));
}

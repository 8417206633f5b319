/** Every press in the window, seen before anything else: which of them stops, and which may choose. */
import { backKey, clickedControl, keyStops, PRESS, touchStops } from "./core/guard";
import { Presses } from "./core/presses";
import { Slips } from "./core/slips";
import { leaveFocus } from "./io/focus";
import { handOver, keyOf, placeOf, pointerOf, pressClock, refuse, takeOver } from "./io/pressed";

/** The mouse's "back" is button 3, its "forward" button 4. */
const SIDE = 3;
/** A click comes this soon after its pointer went up, or not at all. */
const CLICK_MS = 350;

/** What the page does about a press. */
export interface Listener {
  screen: () => string | null;
  stop: () => void;
}

class Fingers {
  /** True while the screen takes no press. */
  deaf = $state(false);
  readonly #presses = new Presses();
  readonly #slips = new Slips();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** True while the mouse's "back" or "forward" that stopped has not come up: it must not lead to another page. */
  #sideStopped = false;

  /** To be called when a screen is there; the one that plays hears at once. */
  newScreen(hearsAtOnce: boolean): void {
    this.#presses.newScreen(pressClock(), hearsAtOnce);
    this.#slips.forget();
    this.#look();
  }

  /** Whether a press that comes now was meant for the screen before this one. */
  get isDeaf(): boolean {
    return this.#presses.isDeaf(pressClock());
  }

  listen(listener: Listener, signal: AbortSignal): void {
    takeOver(this.#presses);
    const early = { capture: true, signal };
    const on = <K extends keyof WindowEventMap>(kind: K, react: (event: WindowEventMap[K]) => void): void =>
      window.addEventListener(kind, react, early);
    on("pointerdown", (event) => this.#pointerDown(event, listener));
    on("pointerup", (event) => this.#pointerUp(event, listener));
    on("pointercancel", (event) => this.#pointerUp(event, listener));
    on("mousedown", (event) => this.#sideButton(event, listener));
    on("mouseup", (event) => this.#sideButton(event, listener));
    on("click", (event) => this.#click(event, listener));
    on("auxclick", (event) => this.#click(event, listener));
    on("contextmenu", (event) => this.#menu(event, listener));
    on("keydown", (event) => this.#keyDown(event, listener));
    on("keyup", (event) => this.#keyUp(event));
    on("blur", (event) => event.target === window && this.#allUp(listener));
    document.addEventListener("visibilitychange", () => document.hidden && this.#allUp(listener), early);
  }

  #pointerDown(event: PointerEvent, listener: Listener): void {
    const may = this.#presses.down(pointerOf(event), pressClock(), placeOf(event));
    this.#sideStopped = false;
    if (event.button >= SIDE) this.#sideButton(event, listener);
    else if (touchStops(listener.screen(), event.target)) stopNow(event, listener);
    else if (!may) refuse(event);
    else if (listener.screen() === "playing") this.#pressControl(event, listener);
    handOver(this.#presses);
    this.#look();
  }

  /** A second finger and a second button click nothing. */
  #pressControl(event: PointerEvent, listener: Listener): void {
    const control = clickedControl(event.target);
    if (control === null) return;
    if (event.isPrimary && event.button === 0) this.#slips.began(pointerOf(event), control);
    else stopNow(event, listener);
  }

  /** A finger that slipped off a control, or was taken away from it, is a touch like any other. */
  #pointerUp(event: PointerEvent, listener: Listener): void {
    const id = pointerOf(event);
    this.#up(id);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    if (event.type === "pointercancel" || this.#slips.hasSlipped(id, under)) this.#stopIfFailed(id, listener);
    else this.#waitForClick(id, listener);
  }

  #waitForClick(id: string, listener: Listener): void {
    if (this.#slips.waits(id)) setTimeout(() => this.#stopIfFailed(id, listener), CLICK_MS);
  }

  #stopIfFailed(id: string, listener: Listener): void {
    if (this.#slips.failed(id) && listener.screen() === "playing") listener.stop();
  }

  /** Down, up and click: the browser goes back at any of them, by its kind. */
  #sideButton(event: MouseEvent, listener: Listener): void {
    if (event.button < SIDE) return;
    if (listener.screen() === "playing") {
      this.#sideStopped = true;
      stopNow(event, listener);
    } else if (this.#sideStopped) refuse(event);
  }

  /** Without a pointer it comes from a keyboard or from what somebody uses in its place. */
  #click(event: MouseEvent, listener: Listener): void {
    // Whoever points at a control has no mind to press it with the next key: that is a Stop.
    if (event.detail > 0 && listener.screen() === "playing") leaveFocus();
    if (event.button === 0) this.#slips.clicked(event.target);
    const id = "pointerId" in event && Number(event.pointerId) >= 0 ? pointerOf(event as PointerEvent) : null;
    if (event.button >= SIDE) this.#sideButton(event, listener);
    else if (touchStops(listener.screen(), event.target)) stopNow(event, listener);
    else if (!this.#presses.mayChoose(id, pressClock())) refuse(event);
  }

  #menu(event: Event, listener: Listener): void {
    if (listener.screen() === "playing" || this.isDeaf) event.preventDefault();
  }

  #keyDown(event: KeyboardEvent, listener: Listener): void {
    const screen = listener.screen();
    const counts = screen === "playing" || PRESS.has(event.key) || event.key === "Escape";
    const deaf = this.isDeaf;
    const may = !counts || this.#presses.down(keyOf(event), pressClock(), null, event.repeat);
    // Still held from the screen that it began this one from.
    if (event.repeat && !this.#presses.isMeant(keyOf(event))) refuse(event);
    else if (keyStops(screen, event.key, event.target)) stopNow(event, listener);
    else if ((!may && PRESS.has(event.key)) || (deaf && backKey(event))) refuse(event);
    this.#look();
  }

  #keyUp(event: KeyboardEvent): void {
    const id = keyOf(event);
    if (PRESS.has(event.key) && !this.#presses.mayChoose(id, pressClock())) event.preventDefault();
    this.#up(id);
  }

  #up(id: string): void {
    this.#presses.up(id, pressClock());
    handOver(this.#presses);
    this.#look();
  }

  #allUp(listener: Listener): void {
    this.#presses.allUp(pressClock());
    for (const id of this.#slips.ids) this.#waitForClick(id, listener);
    this.#look();
  }

  #look(): void {
    const now = pressClock();
    clearTimeout(this.#timer);
    this.deaf = this.#presses.isDeaf(now);
    if (this.deaf) this.#timer = setTimeout(() => this.#look(), this.#presses.wakesAt() - now);
  }
}

export const fingers = new Fingers();

function stopNow(event: Event, listener: Listener): void {
  refuse(event);
  listener.stop();
}

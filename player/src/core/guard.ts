/** Which touch and which key is a Stop: while the session plays all but the few that work a control. */

export const PRESS: ReadonlySet<string> = new Set(["Enter", " "]);

const MODIFIERS = new Set(["Tab", "Shift"]);
const HARDWARE = /^(Audio)?Volume(Up|Down|Mute)$/;
const SLIDE = /^(Arrow(Left|Right|Up|Down)|Home|End|Page(Up|Down))$/;
const BACK = /^(Browser(Back|Forward)|Backspace)$/;
const BACK_WITH = /^(Arrow(Left|Right)|\[|\])$/;

function within(target: EventTarget | null, selector: string): Element | null {
  return target instanceof Element ? target.closest(selector) : null;
}

function isSlider(control: Element | null): boolean {
  return control instanceof HTMLInputElement && control.type === "range";
}

/** The control that a touch has to click, or it is a touch like any other; a slider is slid. */
export function clickedControl(target: EventTarget | null): Element | null {
  const control = within(target, "[data-control]");
  return isSlider(control) ? null : control;
}

/** While it plays anywhere but on a control; while it is paused on Stop itself. */
export function touchStops(screen: string | null, target: EventTarget | null): boolean {
  if (screen === "playing") return within(target, "[data-control]") === null;
  return screen === "paused" && within(target, "[data-stop]") !== null;
}

export function keyStops(screen: string | null, key: string, target: EventTarget | null): boolean {
  if (screen === "paused") return key === "Escape" || (PRESS.has(key) && within(target, "[data-stop]") !== null);
  if (screen !== "playing" || MODIFIERS.has(key) || HARDWARE.test(key)) return false;
  const control = within(target, "[data-control]");
  if (control === null) return true;
  return isSlider(control) ? !SLIDE.test(key) : !PRESS.has(key);
}

/** A key that leads the browser to another page: while a stop's own key is still down it was part of that press. */
export function backKey(event: { key: string; altKey: boolean; metaKey: boolean }): boolean {
  return BACK.test(event.key) || ((event.altKey || event.metaKey) && BACK_WITH.test(event.key));
}

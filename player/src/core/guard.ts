/** Which touch and which key is a Stop while the session plays: all but the few that work a control. */

const MODIFIERS = new Set(["Tab", "Shift"]);
const HARDWARE = /^(Audio)?Volume(Up|Down|Mute)$/;
const PRESS = new Set(["Enter", " "]);
const SLIDE = /^(Arrow(Left|Right|Up|Down)|Home|End|Page(Up|Down))$/;

function controlOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("[data-control]") : null;
}

export function touchStops(target: EventTarget | null): boolean {
  return controlOf(target) === null;
}

export function keyStops(key: string, target: EventTarget | null): boolean {
  if (MODIFIERS.has(key) || HARDWARE.test(key)) return false;
  const control = controlOf(target);
  if (control === null) return true;
  const isSlider = control instanceof HTMLInputElement && control.type === "range";
  return isSlider ? !SLIDE.test(key) : !PRESS.has(key);
}

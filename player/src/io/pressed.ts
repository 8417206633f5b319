/** Presses as the browser tells them, and what the page that comes next has to know of them. */
import type { Place, Press, Presses } from "../core/presses";

/** Told by whatever puts something new under the fingers without a new page. */
export const NEW_SCREEN = "supple-new-screen";
const KEY = "supple-presses";

/** Goes on from page to page. */
export function pressClock(): number {
  return performance.timeOrigin + performance.now();
}

export function tellNewScreen(): void {
  window.dispatchEvent(new Event(NEW_SCREEN));
}

/** Where storage is closed, the next page is deaf at first all the same. */
export function handOver(presses: Presses): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(presses.handOver()));
  } catch {
    return;
  }
}

export function takeOver(presses: Presses): void {
  try {
    presses.takeOver(JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as [string, Press][], pressClock());
  } catch {
    return;
  }
}

export function pointerOf(event: PointerEvent): string {
  return `pointer ${event.pointerId}`;
}

export function keyOf(event: KeyboardEvent): string {
  return `key ${event.code || event.key}`;
}

export function placeOf(event: MouseEvent): Place {
  return { x: event.clientX, y: event.clientY };
}

export function refuse(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

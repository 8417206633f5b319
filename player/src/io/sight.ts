/** Whether somebody stayed with the page: what they asked for and had to wait for does not begin unseen. */
import { GAP_MS } from "../core/clock";
import { now } from "./now";

/**
 * Call it in the press; what comes back is asked once. False if the page was hidden, left or frozen meanwhile.
 * `waitMs`: what it waits for may itself take this long.
 */
export function watchSight(waitMs: number): () => boolean {
  const pressed = now();
  const watch = new AbortController();
  let seen = true;
  const lose = (): void => void (seen = false);
  const early = { capture: true, signal: watch.signal };
  window.addEventListener("pagehide", lose, early);
  document.addEventListener("visibilitychange", lose, early);
  document.addEventListener("freeze", lose, early);
  return () => {
    watch.abort();
    const { steady, wall } = now();
    const away = Math.max(steady - pressed.steady, Math.abs(wall - pressed.wall)) > waitMs + GAP_MS;
    return seen && !away && document.visibilityState === "visible";
  };
}

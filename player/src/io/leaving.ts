/** Leaving by a link: what follows from it waits until this page really goes, for it may stay. */

/** Whether the browser follows a press on a link in this page itself, and not in another tab or window. */
export function leadsAway(press: MouseEvent): boolean {
  const elsewhere = press.ctrlKey || press.metaKey || press.shiftKey || press.altKey;
  return press.button === 0 && !elsewhere && !press.defaultPrevented;
}

/** To be called in the press. Not where the person chose to stay after all, and leaves in another way later. */
export function onceGone(work: () => void): void {
  const over = new AbortController();
  const { signal } = over;
  let asked = 0;
  const ask = (): void => {
    asked += 1;
    if (asked > 1) over.abort();
  };
  const go = (): void => {
    over.abort();
    work();
    // A browser may keep the page for "back" as it was: what it shows is over by then.
    window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload(), { once: true });
  };
  window.addEventListener("beforeunload", ask, { signal });
  window.addEventListener("pagehide", go, { signal });
}

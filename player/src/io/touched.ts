/** Whether somebody has begun to answer a page, or to leave it: then it stays under their hand, and is not shown anew. */

const WORKS = "a[href], button, input, label, select, summary, textarea";

/** Call it before the page is there; what it gives says whether it was touched by now. */
export function watchTouch(): () => boolean {
  let touched = false;
  const note = (event: Event): void => {
    touched ||= event.target instanceof Element && event.target.closest(WORKS) !== null;
  };
  for (const kind of ["click", "input"]) window.addEventListener(kind, note, { capture: true });
  return () => touched;
}

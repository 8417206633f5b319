/** "Back" while the session plays stops and stays: there is a page of its own to go back from. */

const MARK = "supple-playing";

function marked(state: unknown): boolean {
  return typeof state === "object" && state !== null && MARK in state;
}

/** To be called in a press: other entries of the history are passed over by the browser. */
export function guardBack(): void {
  try {
    if (!marked(history.state)) history.pushState({ [MARK]: true }, "");
  } catch {
    return; // Too many, or not allowed here: "back" then leaves, after it stopped.
  }
}

/** Calls `back` on every "back" from the guarded place; where that answers false, the person goes on back. */
export function watchBack(back: () => boolean, signal: AbortSignal): void {
  const here = location.href;
  window.addEventListener(
    "popstate",
    (event) => {
      if (location.href !== here || marked(event.state)) return;
      if (!back()) history.back();
    },
    { signal },
  );
}

/** Keeping the screen on while the session plays, where the browser can: one lock at most, however often it is asked for. */

/** The system may take the lock back, or refuse it: while it is wanted it is asked for this often, in ms. */
const ASK_AGAIN_MS = 3000;

let wanted = false;
let asking = false;
let lock: WakeLockSentinel | null = null;
let again: ReturnType<typeof setTimeout> | undefined;

/** To be called again whenever the page is seen again: the browser takes the lock from a hidden one. */
export function keepAwake(): void {
  wanted = true;
  void ask();
}

export function letSleep(): void {
  wanted = false;
  clearTimeout(again);
  const held = lock;
  lock = null;
  if (held) void release(held);
}

async function ask(): Promise<void> {
  if (asking || lock !== null || !("wakeLock" in navigator)) return;
  asking = true;
  clearTimeout(again);
  try {
    const sentinel = await navigator.wakeLock.request("screen");
    if (!wanted) return await release(sentinel);
    lock = sentinel;
    sentinel.addEventListener("release", () => lostIt(sentinel));
  } catch {
    lock = null; // A low battery or a hidden page; the session does not depend on it.
  } finally {
    asking = false;
    if (wanted && lock === null) askLater();
  }
}

function lostIt(sentinel: WakeLockSentinel): void {
  if (lock !== sentinel) return;
  lock = null;
  if (wanted) askLater();
}

/** A hidden page gets none, and asks by itself once it is seen. */
function askLater(): void {
  clearTimeout(again);
  again = setTimeout(() => {
    if (wanted && document.visibilityState === "visible") void ask();
  }, ASK_AGAIN_MS);
}

async function release(sentinel: WakeLockSentinel): Promise<void> {
  try {
    await sentinel.release();
  } catch {
    return; // The browser let it go before.
  }
}

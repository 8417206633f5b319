/** Keeping the screen on while the session plays, where the browser can: one lock at most, however often it is asked for. */
let wanted = false;
let asking = false;
let lock: WakeLockSentinel | null = null;

/** To be called again whenever the page is seen again: the browser takes the lock from a hidden one. */
export function keepAwake(): void {
  wanted = true;
  void ask();
}

export function letSleep(): void {
  wanted = false;
  const held = lock;
  lock = null;
  if (held) void release(held);
}

async function ask(): Promise<void> {
  if (asking || lock !== null || !("wakeLock" in navigator)) return;
  asking = true;
  try {
    const sentinel = await navigator.wakeLock.request("screen");
    if (!wanted) return await release(sentinel);
    lock = sentinel;
    sentinel.addEventListener("release", () => {
      if (lock === sentinel) lock = null;
    });
  } catch {
    lock = null; // A low battery or a hidden page; the session does not depend on it.
  } finally {
    asking = false;
  }
}

async function release(sentinel: WakeLockSentinel): Promise<void> {
  try {
    await sentinel.release();
  } catch {
    return; // The browser let it go before.
  }
}

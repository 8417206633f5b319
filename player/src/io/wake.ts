/** Keeping the screen on while the session plays, where the browser can. */
let lock: WakeLockSentinel | null = null;

export async function keepAwake(): Promise<void> {
  if (!("wakeLock" in navigator)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // A low battery or a hidden page; the session does not depend on it.
  }
}

export function letSleep(): void {
  void lock?.release();
  lock = null;
}

/** Where a browser keeps little, but in the moment itself. A disk that is full takes it in one place and not in the other. */

/** The second is this tab's alone, and is there for what the first does not take. */
const STORES = [() => localStorage, () => sessionStorage];

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // Closed to this page, or full.
  }
}

/** What lies there under this name: one at most in each place. */
export function readAtOnce(key: string): unknown[] {
  return STORES.map((store) => tried(() => JSON.parse(store().getItem(key) ?? "null") as unknown)).filter((value) => value != null);
}

/** True where a place took it; then what lay in the other is gone, so that nothing older stands in front of it. */
export function keepAtOnce(key: string, value: unknown): boolean {
  const text = JSON.stringify(value);
  const taken = STORES.find((store) => tried(() => (store().setItem(key, text), true)));
  if (!taken) return false;
  for (const store of STORES) if (store !== taken) tried(() => store().removeItem(key));
  return true;
}

export function dropAtOnce(key: string): void {
  for (const store of STORES) tried(() => store().removeItem(key));
}

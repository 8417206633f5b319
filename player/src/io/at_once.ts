/** Where a browser keeps little, but in the moment itself. A disk that is full takes it in one place and not in the other. */

type Place = () => Storage;

/** The second is this tab's alone, and is there for what the first does not take. */
export const PLACES: Place[] = [() => localStorage, () => sessionStorage];

export function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // Closed to this page, full, or something else lies there.
  }
}

export function valueIn(place: Place, key: string): unknown {
  return tried(() => JSON.parse(place().getItem(key) ?? "null") as unknown);
}

/** True where this place took it. */
export function putIn(place: Place, key: string, value: unknown): boolean {
  return tried(() => (place().setItem(key, JSON.stringify(value)), true)) ?? false;
}

/** What lies there under this name: one at most in each place. */
export function readAtOnce(key: string): unknown[] {
  return PLACES.map((place) => valueIn(place, key)).filter((value) => value != null);
}

/** True where a place took it; then what lay in the other is gone, so that nothing older stands in front of it. */
export function keepAtOnce(key: string, value: unknown): boolean {
  const taken = PLACES.find((place) => putIn(place, key, value));
  if (!taken) return false;
  for (const place of PLACES) if (place !== taken) tried(() => place().removeItem(key));
  return true;
}

export function dropAtOnce(key: string): void {
  for (const place of PLACES) tried(() => place().removeItem(key));
}

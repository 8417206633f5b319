/** Stops that the database does not have yet, kept in the moment itself: a page may be closed before it does. */
import { idOf, rowOf, stored } from "../core/rows";
import type { Row } from "../core/rows";

const KEY = "supple.waits";

/** What this page put there: the rest is another page's. */
let own = new Set<string | null>();

/** What lies there of pages that are gone, or just about to keep it. */
export function stashed(): Row[] {
  try {
    const rows = JSON.parse(localStorage.getItem(KEY) ?? "[]") as unknown[];
    return rows.map(rowOf).filter((row) => idOf(row) !== null);
  } catch {
    return []; // Storage is closed, or holds something else.
  }
}

/** These are all that this page has there. */
export function stash(rows: Row[]): void {
  const ids = new Set(rows.map(idOf));
  if (ids.size === own.size && [...ids].every((id) => own.has(id))) return;
  const others = stashed().filter((row) => !own.has(idOf(row)) && !ids.has(idOf(row)));
  const all = [...others, ...rows].map((row) => stored(row));
  own = ids;
  try {
    if (all.length > 0) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    return; // Then it is in the database, or the person is warned when leaving.
  }
}

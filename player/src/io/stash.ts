/**
 * Stops that the server does not have yet, kept in the moment itself where the browser keeps little: a page may be closed
 * before the database has them, and the database may not open for the next one.
 */
import { idOf, rowOf, stored } from "../core/rows";
import type { Row } from "../core/rows";

const KEY = "supple.waits";
/** The second is this tab's alone, and is there for what the first does not take. */
const STORES = [() => localStorage, () => sessionStorage];

/** All that lies there, of this page and of others. */
export function stashed(): Row[] {
  const rows = new Map(STORES.flatMap((store) => rowsIn(store)).map((row) => [idOf(row), row]));
  return [...rows.values()];
}

/** Adds these, in the place of what has their ids. */
export function stash(rows: Row[]): void {
  const ids = new Set(rows.map(idOf));
  for (const store of STORES) {
    try {
      const others = rowsIn(store).filter((row) => !ids.has(idOf(row)));
      store().setItem(KEY, JSON.stringify([...others, ...rows].map((row) => stored(row))));
      return;
    } catch {
      continue; // Then it is in the database, or the person is warned when leaving.
    }
  }
}

export function unstash(ids: string[]): void {
  for (const store of STORES) {
    try {
      const there = rowsIn(store);
      const left = there.filter((row) => !ids.includes(idOf(row) ?? ""));
      if (left.length === there.length) continue;
      if (left.length === 0) store().removeItem(KEY);
      else store().setItem(KEY, JSON.stringify(left.map((row) => stored(row))));
    } catch {
      continue; // It is sent once more, which changes nothing.
    }
  }
}

function rowsIn(store: () => Storage): Row[] {
  try {
    const rows = JSON.parse(store().getItem(KEY) ?? "[]") as unknown[];
    return rows.map(rowOf).filter((row) => idOf(row) !== null);
  } catch {
    return []; // Storage is closed, or holds something else.
  }
}

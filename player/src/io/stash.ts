/**
 * Stops that the server does not have yet, kept in the moment itself where the browser keeps little: a page may be closed
 * before the database has them, and the database may not open for the next one.
 */
import { idOf, rowOf, stored } from "../core/rows";
import type { Row } from "../core/rows";
import { PLACES, putIn, tried, valueIn } from "./at_once";

const KEY = "supple.waits";

/** All that lies there, of this page and of others. */
export function stashed(): Row[] {
  const rows = new Map(PLACES.flatMap((place) => rowsIn(place)).map((row) => [idOf(row), row]));
  return [...rows.values()];
}

/**
 * Adds these, in the place of what has their ids. What lies in the other place stays: it may be another tab's. Where no
 * place takes them they are in the database, or the person is warned when leaving.
 */
export function stash(rows: Row[]): void {
  const ids = new Set(rows.map(idOf));
  PLACES.some((place) => {
    const others = rowsIn(place).filter((row) => !ids.has(idOf(row)));
    return putIn(place, KEY, [...others, ...rows].map((row) => stored(row)));
  });
}

/** Where this fails they are sent once more, which changes nothing. */
export function unstash(ids: string[]): void {
  for (const place of PLACES) {
    const there = rowsIn(place);
    const left = there.filter((row) => !ids.includes(idOf(row) ?? ""));
    if (left.length === there.length) continue;
    if (left.length === 0) tried(() => place().removeItem(KEY));
    else putIn(place, KEY, left.map((row) => stored(row)));
  }
}

function rowsIn(place: () => Storage): Row[] {
  const rows = valueIn(place, KEY);
  return Array.isArray(rows) ? rows.map(rowOf).filter((row) => idOf(row) !== null) : [];
}

/**
 * The last stop or end of a session, kept in the moment itself: the database may be full, or too slow for a page that
 * is being closed.
 */
import type { Kept } from "../core/progress";

/** `kept` is null where the session was forgotten, though the database may still have it. */
export interface Mark {
  of: string;
  journal: string | null;
  kept: Kept | null;
}

const KEY = "supple.stop";
/** The second is this tab's alone, and is there for what the first does not take. */
const STORES = [() => localStorage, () => sessionStorage];

export function readMark(): Mark | null {
  for (const store of STORES) {
    try {
      const mark = JSON.parse(store().getItem(KEY) ?? "null") as Mark | null;
      if (typeof mark?.of === "string") return mark;
    } catch {
      continue;
    }
  }
  return null;
}

export function setMark(mark: Mark): void {
  const text = JSON.stringify(mark);
  for (const store of STORES) {
    try {
      store().setItem(KEY, text);
      return;
    } catch {
      continue;
    }
  }
}

export function dropMark(): void {
  for (const store of STORES) {
    try {
      store().removeItem(KEY);
    } catch {
      continue;
    }
  }
}

/**
 * The last stop or end of a session, kept in the moment itself: the database may be full, or too slow for a page that
 * is being closed.
 */
import { laterOf, readableProgress } from "../core/progress";
import type { Kept } from "../core/progress";
import { dropAtOnce, keepAtOnce, readAtOnce } from "./at_once";

/** `kept` is null where the session was forgotten, though the database may still have it. */
export interface Mark {
  of: string;
  journal: string | null;
  kept: Kept | null;
}

const KEY = "supple.stop";

/** Of two the later, or else the weightier: a place that is full may still hold the older one. */
export function readMark(): Mark | null {
  const marks = (readAtOnce(KEY) as Partial<Mark>[]).filter((mark): mark is Mark => typeof mark.of === "string");
  return marks.reduce<Mark | null>((first, next) => (first === null ? next : laterMark(first, next)), null);
}

/** `own` is this tab's: of another session it is the newer one, since the common place did not take it. */
function laterMark(common: Mark, own: Mark): Mark {
  if (common.of !== own.of || own.kept === null) return own;
  if (common.kept === null) return common;
  const [theirs, mine] = [readableProgress(common.kept), readableProgress(own.kept)];
  if (theirs === null || mine === null) return theirs === null ? own : common;
  return laterOf(theirs, mine) === theirs ? common : own;
}

export function setMark(mark: Mark): void {
  keepAtOnce(KEY, mark);
}

export function dropMark(): void {
  dropAtOnce(KEY);
}

/** How far a session got, as it is kept, and which account of it counts: what was stopped is not taken for playing. */
import type { Left } from "./freshness";
import { isOver, isUnanswered, standsAt } from "./machine";
import type { State, Stop } from "./machine";
import { readableState } from "./readable";
import type { Row } from "./rows";
import { segmentAt } from "./timeline";
import type { Plan } from "./types";

export interface Progress {
  state: State;
  position: number;
  played: number;
  segment: number;
  started: boolean;
  ended: boolean;
  /** How long the plan was still good, and when that was; absent in what an older player kept. */
  left?: Left | null;
  alarmed?: Stop | null;
}

/** `of`: the plan. `by` and `nth`: the page that kept it, and how much that page had kept by then. */
export interface Kept extends Progress {
  of?: string | undefined;
  by?: string;
  nth?: number;
}

/** What was kept, if its state can be shown. */
export function readableProgress(value: unknown): Kept | null {
  const kept = value as Kept | null | undefined;
  const state = readableState(kept?.state);
  return kept && state ? { ...kept, state } : null;
}

/** What must not get lost weighs more; 0 is all that moves or may go on. */
export function weight({ state }: Progress): number {
  if (state.screen === "emergency") return 3;
  if (isUnanswered(state)) return 2;
  return isOver(state) ? 1 : 0;
}

/** Whether a page that did not see `kept`, which another one kept, may put `next` in its place. */
export function mayReplace(kept: Kept, next: Kept): boolean {
  const sameStop = "stop" in kept.state && "stop" in next.state && kept.state.stop.id === next.state.stop.id;
  return kept.of !== next.of || sameStop || weight(next) >= weight(kept);
}

/** Of two accounts of one session the later, where one page wrote both; else the weightier. */
export function laterOf(row: Kept, mark: Kept): Kept {
  if (row.by !== undefined && row.by === mark.by) return (row.nth ?? 0) > (mark.nth ?? 0) ? row : mark;
  return weight(row) > weight(mark) ? row : mark;
}

/** Of what was kept of a session and what its waiting stops say, what counts. */
export function withStops(kept: Kept | null, stops: Kept | null): Kept | null {
  if (kept === null || stops === null) return kept ?? stops;
  return mayReplace(stops, kept) ? kept : stops;
}

/** What the entries that wait say of a session: how its last stop stands; null if it had none. */
export function progressBy(plan: Plan, rows: Row[]): Kept | null {
  const entries = rows.map(({ entry }) => entry as unknown as Record<string, unknown> | null);
  const own = entries.filter((entry) => entry?.["session_id"] === plan.id);
  const last = own.findLast((entry) => entry?.["kind"] === "stop" && typeof entry["stop_id"] === "string");
  if (!last) return null;
  const at = numberIn(last["session_ms"]) ?? 0;
  const segment = segmentAt(plan, at).index;
  const event = typeof last["event"] === "string" ? last["event"] : null;
  const state = standsAt(plan, {
    id: String(last["stop_id"]),
    segment,
    segment_ms: numberIn(last["segment_ms"]) ?? 0,
    session_ms: at,
    event,
    pain_now: numberIn(last["pain_now"]),
    follow_up: (last["follow_up"] ?? {}) as Stop["follow_up"],
    answer: event === null ? null : String(last["id"]),
  });
  const ended = own.some((entry) => entry?.["kind"] === "session_ended");
  const alarmed = state.screen === "emergency" ? state.stop : null;
  return { state, position: at, played: at, segment, started: true, ended, left: null, alarmed, of: plan.id };
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

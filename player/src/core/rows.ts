/** What waits in this browser: an entry, whose journal it is for, and the plan's token to hand it in with. */
import type { Entry, Plan, Problem } from "./types";

export interface Row {
  entry: Entry;
  /** The journal's id; null where an earlier player did not note it. */
  journal: string | null;
  token: string | null;
}

/** A row that was not taken, and why. */
export interface RefusedRow extends Row {
  reason: Problem | null;
}

const JOURNAL = /^[0-9a-f]{32}$/;

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function journalIn(value: unknown): string | null {
  const text = textIn(value);
  return text !== null && JOURNAL.test(text) ? text : null;
}

/** Reads a row of today's or an earlier player, which kept `{entry, person}` or the bare entry. */
export function rowOf(value: unknown): RefusedRow {
  const fields = fieldsOf(value);
  const isBare = !("entry" in fields);
  const problem = textIn(fields["problem"]);
  return {
    entry: (isBare ? value : fields["entry"]) as Entry,
    // A person's name for files was the journal's id already, but for the first one.
    journal: isBare ? null : (journalIn(fields["journal"]) ?? journalIn(fields["person"])),
    token: isBare ? null : textIn(fields["token"]),
    reason: problem === null ? null : { problem, fix: textIn(fields["fix"]) ?? "" },
  };
}

/** What a session notes goes to its own journal, and with its own token. */
export function rowFor(plan: Plan, entry: Entry): Row {
  return { entry, journal: plan.journal ?? null, token: plan.token ?? null };
}

/** As it is kept in the browser's table. */
export function stored(row: Row, reason: Problem | null = null): Row | (Row & Problem) {
  const { entry, journal, token } = row;
  return reason === null ? { entry, journal, token } : { entry, journal, token, ...reason };
}

/** The entry's id; null for what is no entry. */
export function idOf(row: Row): string | null {
  return textIn(fieldsOf(row.entry)["id"]);
}

/** The id of the session it was noted in; null where it says none. */
export function sessionOf(row: Row): string | null {
  return textIn(fieldsOf(row.entry)["session_id"]);
}

/** Whether it is a stop: nothing starts while one of these is astray. */
export function isStop(row: Row): boolean {
  const kind = fieldsOf(row.entry)["kind"];
  return kind === "stop" || kind === "stop_answered" || kind === "unread_stop";
}

/** Neighbours that go to the same journal with the same token, in their order. */
export function runsOf<R extends { row: Row }>(rows: R[]): R[][] {
  const runs: R[][] = [];
  for (const next of rows) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && last.row.journal === next.row.journal && last.row.token === next.row.token) run.push(next);
    else runs.push([next]);
  }
  return runs;
}

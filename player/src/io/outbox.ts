/** Entries on their way to the journal: kept here first, sent when the server answers, never waited for. */
import type { Entry } from "../core/types";
import { append, oldest, remove } from "./database";
import { forgetSavedOf } from "./saved";
import { forPerson, post } from "./server";

const BATCH = 200;
const ALL = 0xffffffff;
const GATHER_MS = 150;
const WAIT_MS = 4000;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;

let sending = false;
let asked = false;
let retryMs = FIRST_RETRY_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** An entry and whose journal it is for; null where the page did not know. */
interface Waiting {
  entry: Entry;
  person: string | null;
}

export async function keepEntry(entry: Entry, person: string | null): Promise<void> {
  await append("outbox", { entry, person } satisfies Waiting);
  sendIn(GATHER_MS);
}

/** What waits; an entry that stands alone was kept before there were several people. */
async function oldestWaiting(table: "outbox" | "refused", atMost: number): Promise<{ key: IDBValidKey; value: Waiting }[]> {
  const rows = await oldest<Waiting | Entry>(table, atMost);
  return rows.map(({ key, value }) => ({ key, value: "kind" in value ? { entry: value, person: null } : value }));
}

/** Drops what waits for somebody whose journal was deleted, and a session of theirs that was left in the middle. */
export async function forget(person: string): Promise<void> {
  for (const table of ["outbox", "refused"] as const) {
    const theirs = (await oldestWaiting(table, ALL)).filter((row) => row.value.person === person);
    await remove(table, theirs.map((row) => row.key));
  }
  await forgetSavedOf(person);
}

/** True if something has not reached the journal yet. */
export async function hasUnsent(): Promise<boolean> {
  return (await oldest("outbox", 1)).length > 0;
}

/** Sends what waits; goes on trying in the background until nothing waits. */
export async function send(): Promise<void> {
  asked = true;
  if (sending) return;
  sending = true;
  try {
    while (asked) {
      asked = false;
      const reached = await sendAll();
      if (reached) retryMs = FIRST_RETRY_MS;
      else {
        sendIn(retryMs);
        retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
        break;
      }
    }
  } finally {
    sending = false;
  }
}

function sendIn(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void send(), ms);
}

async function sendAll(): Promise<boolean> {
  let batch = BATCH;
  for (;;) {
    const waiting = await oldestWaiting("outbox", batch);
    const first = waiting[0];
    if (first === undefined) return true;
    const { person } = first.value;
    const rows = waiting.filter((row) => row.value.person === person);
    const entries = rows.map((row) => row.value.entry);
    const answer = await post<{ kept: string[] }>(forPerson("/api/entries", person), entries, WAIT_MS);
    if (answer.kind === "given") {
      const kept = new Set(answer.body.kept);
      const done = rows.filter((row) => kept.has(row.value.entry.id));
      if (done.length === 0) return false;
      await remove("outbox", done.map((row) => row.key));
    } else if (answer.kind === "refused" && answer.status === 404 && person !== null) {
      await forget(person); // Their journal was deleted, for good.
    } else if (answer.kind === "away" || ![400, 409, 422].includes(answer.status)) {
      return false;
    } else if (rows.length > 1) {
      batch = 1; // One entry is not wanted: go one by one, so that it cannot hold up the others.
    } else {
      for (const row of rows) await append("refused", row.value);
      await remove("outbox", rows.map((row) => row.key));
      batch = BATCH;
    }
  }
}

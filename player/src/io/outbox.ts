/** Entries on their way to the journal: kept here first, sent when the server answers, never waited for. */
import type { Entry } from "../core/types";
import { append, oldest, remove } from "./database";
import { post } from "./server";

const BATCH = 200;
const GATHER_MS = 150;
const WAIT_MS = 4000;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;

let sending = false;
let asked = false;
let retryMs = FIRST_RETRY_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function keepEntry(entry: Entry): Promise<void> {
  await append("outbox", entry);
  sendIn(GATHER_MS);
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
    const rows = await oldest<Entry>("outbox", batch);
    if (rows.length === 0) return true;
    const answer = await post<{ kept: string[] }>("/api/entries", rows.map((row) => row.value), WAIT_MS);
    if (answer.kind === "given") {
      const kept = new Set(answer.body.kept);
      const done = rows.filter((row) => kept.has(row.value.id));
      if (done.length === 0) return false;
      await remove("outbox", done.map((row) => row.key));
    } else if (answer.kind === "away" || ![400, 409, 422].includes(answer.status)) {
      return false;
    } else if (batch > 1) {
      batch = 1; // One entry is not wanted: go one by one, so that it cannot hold up the others.
    } else {
      for (const row of rows) await append("refused", row.value);
      await remove("outbox", rows.map((row) => row.key));
      batch = BATCH;
    }
  }
}

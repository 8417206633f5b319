/** This page's mailbag: over the browser's database, to the server that gave the page. */
import type { Row } from "../core/rows";
import { listen, tell } from "./channel";
import { move, remove, rewrite, rows, whenLost } from "./database";
import { Mailbag } from "./mailbag";
import { forJournal, post } from "./server";
import { stash, stashed, unstash } from "./stash";

const WAIT_MS = 4000;

export const outbox = new Mailbag({
  rows,
  rewrite,
  remove,
  move,
  post: ([first, ...others], hurry) => {
    const { journal, token } = first as Row;
    const entries = [first as Row, ...others].map((row) => row.entry);
    return post(forJournal("/api/entries", journal ?? ""), entries, { waitMs: WAIT_MS, keepalive: hurry, token });
  },
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  stashed,
  stash,
  unstash,
  settled: (ids) => tell({ kind: "settled", ids }),
});

/** False while something is neither kept nor sent, or a stop is astray: the strip says so, and nothing starts. */
export function mayMove(): boolean {
  const { unsafe, astray } = outbox.status;
  return unsafe === "nothing" && astray !== "stop";
}

whenLost(() => outbox.lost());
listen((message) => {
  if (message.kind === "settled") outbox.heard(message.ids);
});

/** Lets nothing go unnoticed that only this page's memory has. */
export function watchLeaving(): void {
  window.addEventListener("pagehide", () => outbox.hurry());
  // Whoever comes back may have started Supple meanwhile: no waiting for the next try.
  window.addEventListener("focus", () => void outbox.send());
  window.addEventListener("online", () => void outbox.send());
  const warn = (event: Event): void => event.preventDefault();
  // Only while it is needed: a page with this listener is not kept for "back".
  outbox.watch(({ onlyHere }) => {
    if (onlyHere) window.addEventListener("beforeunload", warn);
    else window.removeEventListener("beforeunload", warn);
  });
}

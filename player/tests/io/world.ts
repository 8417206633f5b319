/** A browser's table and a server that fail as they are told to, for tests of what waits. */
import type { Row } from "../../src/core/rows";
import { idOf } from "../../src/core/rows";
import type { Entry } from "../../src/core/types";
import type { Key, Stored, Table } from "../../src/io/database";
import { Mailbag } from "../../src/io/mailbag";
import type { Surroundings } from "../../src/io/mailbag";
import type { Answer } from "../../src/io/server";

export const JOURNAL = "0".repeat(31) + "1";
export const OTHER = "0".repeat(31) + "2";

/** `lost`: it is done, but the browser or the network says that it failed. */
export type TableMood = "fine" | "throws" | "lost";
export type ServerMood = "fine" | "away" | "lost" | "locked" | "other" | "deleted" | "whole" | "small" | "nonsense" | "stranger" | "picky";

export function entryOf(id: string, kind = "bout_done"): Entry {
  return { id, kind, at: "2027-01-01T10:00:00Z", session_id: "s" } as unknown as Entry;
}

export function rowOf(id: string, journal: string | null = JOURNAL, kind = "bout_done"): Row {
  return { entry: entryOf(id, kind), journal, token: null };
}

export class World {
  readonly tables: Record<Table, Map<Key, unknown>> = { session: new Map(), outbox: new Map(), refused: new Map() };
  readonly journal: string[] = [];
  table: TableMood = "fine";
  server: ServerMood = "fine";
  /** A reading sees what lay there when it began; it may be told only when this is over. */
  reads: Promise<void> = Promise.resolve();
  posts: Row[][] = [];
  stash: Row[] = [];
  #next = 1;
  #timers: { work: () => void; ms: number }[] = [];
  readonly #pages: Mailbag[] = [];

  page(): Mailbag {
    const page: Mailbag = new Mailbag(this.#surroundings(() => page));
    this.#pages.push(page);
    return page;
  }

  wipe(): void {
    for (const table of Object.values(this.tables)) table.clear();
    this.#next = 1;
  }

  put(table: Table, value: unknown): void {
    this.tables[table].set(this.#next++, value);
  }

  idsIn(table: Table): string[] {
    return [...this.tables[table].values()].map((value) => idOf(value as Row) ?? "");
  }

  /** Lets everything that was begun come to its end, but no timer. */
  idle(): Promise<void> {
    return settle();
  }

  /** Lets everything that was begun come to its end, and then the timers, so often; those of at most so long. */
  async run(times = 1, withinMs = Number.POSITIVE_INFINITY): Promise<void> {
    for (let nth = 0; nth < times; nth += 1) {
      await settle();
      const due = this.#timers.filter((timer) => timer.ms <= withinMs);
      this.#timers = this.#timers.filter((timer) => timer.ms > withinMs);
      for (const { work } of due) work();
      await settle();
    }
  }

  #surroundings(self: () => Mailbag): Surroundings {
    return {
      rows: async (table) => {
        const seen = await this.#do(() => [...this.tables[table]].map(([key, value]): Stored => ({ key, value })));
        await this.reads;
        return seen;
      },
      rewrite: (table, away, values) =>
        this.#do(() => {
          for (const key of away) this.tables[table].delete(key);
          return values.map((value): Key => {
            this.tables[table].set(this.#next, value);
            return this.#next++;
          });
        }),
      remove: async (table, keys) => {
        if (keys.length > 0) await this.#do(() => keys.forEach((key) => this.tables[table].delete(key)));
      },
      move: (from, key, to, value) =>
        this.#do(() => {
          if (this.tables[from].delete(key)) this.tables[to].set(this.#next++, value);
        }),
      post: (rows) => this.#answer(rows),
      later: (work, ms) => {
        const timer = { work, ms };
        this.#timers.push(timer);
        return () => (this.#timers = this.#timers.filter((other) => other !== timer));
      },
      stashed: () => this.stash,
      stash: (rows) => void (this.stash = [...this.stash.filter((row) => !rows.some((one) => idOf(one) === idOf(row))), ...rows]),
      unstash: (ids) => void (this.stash = this.stash.filter((row) => !ids.includes(idOf(row) ?? ""))),
      settled: (ids) => {
        for (const page of this.#pages) if (page !== self()) page.heard(ids);
      },
    };
  }

  async #do<T>(work: () => T): Promise<T> {
    const mood = this.table;
    await Promise.resolve();
    if (mood === "throws") throw new Error("full");
    const outcome = work();
    if (mood === "lost") throw new Error("it did not say");
    return outcome;
  }

  async #answer(rows: Row[]): Promise<Answer<unknown>> {
    const mood = this.server;
    this.posts.push(rows);
    await Promise.resolve();
    const ids = rows.map((row) => idOf(row) ?? "");
    const refusal = (status: number, code = "", body: unknown = null): Answer<unknown> => {
      return { kind: "refused", status, code, reason: { problem: "No", fix: "Do" }, body };
    };
    if (mood === "away") return { kind: "away" };
    if (mood === "nonsense") return { kind: "given", body: { welcome: "to the hotel" } };
    if (mood === "stranger") return { kind: "refused", status: 404, code: "", reason: null, body: null };
    if (mood === "locked") return refusal(401, "locked_out");
    if (mood === "other" || rows[0]?.journal !== JOURNAL) return refusal(403, "other_journal");
    if (mood === "deleted") return refusal(403, "deleted_journal");
    if (mood === "whole" && ids.some(isUnwanted)) return refusal(422);
    if (mood === "small" && ids.length > 3) return refusal(413);
    const picky = mood === "picky";
    const kept = ids.filter((id) => !(picky && isUnwanted(id)));
    for (const id of kept) if (!this.journal.includes(id)) this.journal.push(id);
    if (mood === "lost") return { kind: "away" };
    const refused = ids.filter((id) => !kept.includes(id)).map((id) => ({ id, problem: "No", fix: "Do" }));
    if (kept.length === 0 && refused.length > 0) return refusal(422, "", { problem: "No", fix: "Do", refused });
    return { kind: "given", body: { kept, refused } };
  }
}

/** The server does not want every seventh entry. */
export function isUnwanted(id: string): boolean {
  return Number(id.replace(/\D/g, "")) % 7 === 6;
}

declare function setImmediate(work: () => void): void;

/** All that was begun goes by promises alone: it is over before the next turn of the loop. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

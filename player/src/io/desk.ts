/** What this page noted and the server does not have yet: in memory, and in the browser's table as soon as it takes it. */
import { idOf, isStop, rowOf, stored } from "../core/rows";
import type { Row } from "../core/rows";
import { REST_MS } from "./database";
import type { Key, Stored, Table } from "./database";

/** An entry of this page. `at`: whether the table has it too; `tried`: whether sending it failed. */
export interface Held {
  row: Row;
  id: string | null;
  key: Key | null;
  at: "writing" | "table" | "nowhere";
  tried: boolean;
  gone: boolean;
}

export interface TableOf {
  rows(table: Table): Promise<Stored[]>;
  rewrite(table: Table, away: Key[], values: unknown[]): Promise<Key[]>;
  remove(table: Table, keys: Key[]): Promise<void>;
  later(work: () => void, ms: number): () => void;
}

/** A table that was late is asked again once it has rested, however seldom an absent server is. */
const AGAIN_MS = REST_MS + 500;

export type Weight = "nothing" | "entry" | "stop";

export function heaviest(rows: { row: Row }[]): Weight {
  if (rows.length === 0) return "nothing";
  return rows.some(({ row }) => isStop(row)) ? "stop" : "entry";
}

export class Desk {
  readonly #table: TableOf;
  /** Called when the table did not take something new. */
  readonly #notKept: () => void;
  readonly #changed: () => void;
  #held: Held[] = [];
  #writing: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;

  constructor(table: TableOf, notKept: () => void, changed: () => void) {
    this.#table = table;
    this.#notKept = notKept;
    this.#changed = changed;
  }

  get held(): readonly Held[] {
    return this.#held;
  }

  /** In this page's memory only. */
  get onlyHere(): boolean {
    return this.#held.some((held) => held.at === "nowhere");
  }

  get stopsNotInTable(): Row[] {
    return this.#held.filter((held) => held.at !== "table" && isStop(held.row)).map((held) => held.row);
  }

  /** Leaving now could lose something: a stop counts until the table says that it has it. */
  get leavingLoses(): boolean {
    return this.onlyHere || this.stopsNotInTable.length > 0;
  }

  /** What could be neither kept nor sent. */
  get unsafe(): Weight {
    return heaviest(this.#held.filter((held) => held.at === "nowhere" && held.tried));
  }

  add(row: Row): void {
    this.#held.push({ row, id: idOf(row), key: null, at: "writing", tried: false, gone: false });
    this.write();
  }

  /** One writing at a time, so that the table keeps the order in which things were noted. */
  write(): void {
    this.#writing = this.#writing.then(() => this.#write()).catch(() => undefined);
  }

  /** The browser closed or emptied its database. */
  lost(): void {
    for (const held of this.#held) if (held.at === "table") Object.assign(held, { at: "nowhere", key: null });
    this.write();
  }

  /** What the table has; to be asked before the table is read, as what is written meanwhile may not be seen there. */
  get inTable(): Held[] {
    return this.#held.filter((held) => held.at === "table");
  }

  /** The table was emptied by somebody else: this page still has what it noted. `lay`: what was in it before. */
  compare(present: Stored[], lay: Held[]): void {
    const ids = new Set(present.map(({ value }) => idOf(rowOf(value))));
    for (const held of lay) {
      if (held.at === "table" && !ids.has(held.id)) Object.assign(held, { at: "nowhere", key: null });
    }
  }

  tried(which: (held: Held) => boolean): void {
    for (const held of this.#held) if (which(held)) held.tried = true;
  }

  /** Lets go of these; a writing that is under way takes them back. */
  drop(which: (held: Held) => boolean): void {
    for (const held of this.#held) if (which(held)) held.gone = true;
    this.#held = this.#held.filter((held) => !held.gone);
  }

  async #write(): Promise<void> {
    const first = this.#held.findIndex((held) => held.at !== "table");
    if (first < 0) return;
    const batch = this.#held.slice(first);
    try {
      const away = batch.every((held) => held.at === "writing") ? [] : await this.#keysOf(batch);
      const keys = await this.#table.rewrite("outbox", away, batch.map((held) => stored(held.row)));
      batch.forEach((held, nth) => Object.assign(held, { key: keys[nth] ?? null, at: "table" }));
    } catch {
      const fresh = batch.filter((held) => held.at === "writing");
      for (const held of fresh) held.at = "nowhere";
      if (fresh.length > 0) this.#notKept();
      this.#cancel();
      this.#cancel = this.#table.later(() => this.write(), AGAIN_MS);
    }
    const late = batch.filter((held) => held.gone && held.key !== null).map((held) => held.key as Key);
    await this.#table.remove("outbox", late).catch(() => undefined);
    this.#changed();
  }

  /** Where they lie by now: an emptied table numbers its rows anew. */
  async #keysOf(batch: Held[]): Promise<Key[]> {
    const ids = new Set(batch.map((held) => held.id));
    const rows = await this.#table.rows("outbox");
    return rows.filter(({ value }) => ids.has(idOf(rowOf(value)))).map((row) => row.key);
  }
}

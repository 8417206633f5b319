/** Entries on their way to the journal. Kept in memory and in the browser's table until the server has them. */
import { idOf, isStop, rowOf, runsOf, sessionOf, stored } from "../core/rows";
import type { RefusedRow, Row } from "../core/rows";
import type { Problem } from "../core/types";
import { judge } from "../core/verdict";
import type { Why } from "../core/verdict";
import type { Key, Stored, Table } from "./database";
import { Desk, heaviest } from "./desk";
import type { TableOf, Weight } from "./desk";
import type { Answer } from "./server";

const MOST_AT_ONCE = 200;
const GATHER_MS = 150;
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;

/** What the mailbag needs of its surroundings; tests give others. */
export interface Surroundings extends TableOf {
  move(from: Table, key: Key, to: Table, value: unknown): Promise<void>;
  post(rows: Row[], hurry: boolean): Promise<Answer<unknown>>;
  /** Stops, kept at once beside the table until the server has them. */
  stashed(): Row[];
  stash(rows: Row[]): void;
  unstash(ids: string[]): void;
  /** Tells the browser's other pages what is settled. */
  settled(ids: string[]): void;
}

/** An entry that waits, wherever it lies, and why. */
export interface Item {
  row: Row;
  id: string | null;
  outbox: Key[];
  refused: Key[];
  why: Why;
  reason: Problem | null;
}

export interface Status {
  /** What could be neither kept nor sent; nothing starts from this page. */
  unsafe: Weight;
  /** Why this page's own entries wait; null where nothing keeps them but time. */
  why: Exclude<Why, "pending" | "away"> | null;
  /** Something is in this page's memory only, or a stop may still be. */
  onlyHere: boolean;
  /** Something waits for the person's word: it was not taken, or nobody knows whose it is. */
  astray: Weight;
}

const NEEDS_A_WORD: Why[] = ["deleted", "unclaimed", "refused"];

export class Mailbag {
  readonly #around: Surroundings;
  readonly #desk: Desk;
  readonly #why = new Map<string, { why: Why; reason: Problem | null }>();
  /** Taken by the server or forgotten; its row may not have been removed yet. */
  readonly #settled = new Set<string>();
  readonly #told = new Set<(status: Status) => void>();
  #astray: Item[] = [];
  #asked = false;
  #unread = false;
  #running: Promise<void> | null = null;
  #retryMs = FIRST_RETRY_MS;
  #cancel: () => void = () => undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#desk = new Desk(around, () => void this.send(), () => this.#tell());
  }

  keep(row: Row): void {
    this.#desk.add(row);
    if (isStop(row)) this.#around.stash([row]);
    this.#sendIn(GATHER_MS);
    this.#tell();
  }

  /** Calls back at once and after every change. */
  watch(told: (status: Status) => void): void {
    this.#told.add(told);
    told(this.status);
  }

  get status(): Status {
    const whys = this.#desk.held.map((held) => (held.id === null ? null : (this.#why.get(held.id)?.why ?? null)));
    const why = (["deleted", "link", "elsewhere", "unclaimed", "refused"] as const).find((wanted) => whys.includes(wanted));
    return {
      unsafe: this.#desk.unsafe,
      why: why ?? null,
      onlyHere: this.#desk.leavingLoses,
      astray: heaviest(this.#astray),
    };
  }

  /** The browser closed or emptied its database: what this page still has goes in again. */
  lost(): void {
    this.#desk.lost();
  }

  /** Another page settled these. */
  heard(ids: string[]): void {
    for (const id of ids) this.#settled.add(id);
    this.#around.unstash(ids);
    this.#letGo();
  }

  /** Sends what waits; goes on trying in the background until nothing waits. */
  send(): Promise<void> {
    this.#asked = true;
    this.#running ??= this.#passes().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Whether the table could not be read when it was last looked at: then what else waits is not known. */
  get unread(): boolean {
    return this.#unread;
  }

  /** Everything that is known to wait: in this page's order, after what lay there before. */
  async items(): Promise<Item[]> {
    const lay = this.#desk.inTable;
    const [outbox, refused] = await Promise.all([this.#read("outbox"), this.#read("refused")]);
    this.#unread = outbox === null || refused === null;
    if (outbox !== null) this.#desk.compare(outbox, lay);
    const found = new Map<unknown, Item>();
    const itemOf = (row: RefusedRow, key: unknown): Item => {
      const id = idOf(row);
      const item = found.get(id ?? key) ?? { row, id, outbox: [], refused: [], why: "pending" as Why, reason: null };
      found.set(id ?? key, item);
      return item;
    };
    const own = new Set(this.#desk.held.map((held) => held.id));
    const put = (rows: Stored[], table: "outbox" | "refused", wanted: (row: RefusedRow) => boolean): void => {
      for (const { key, value } of rows) {
        const row = rowOf(value);
        if (!wanted(row)) continue;
        const item = itemOf(row, `${table}:${String(key)}`);
        item[table].push(key);
        item.reason ??= row.reason;
      }
    };
    put(refused ?? [], "refused", () => true);
    put(outbox ?? [], "outbox", (row) => !own.has(idOf(row)));
    for (const row of this.#around.stashed()) if (!own.has(idOf(row))) itemOf({ ...row, reason: null }, row);
    for (const held of this.#desk.held) itemOf({ ...held.row, reason: null }, held);
    put(outbox ?? [], "outbox", (row) => own.has(idOf(row)));
    const waiting = [...found.values()].filter((item) => item.id === null || !this.#settled.has(item.id));
    for (const item of waiting) this.#explain(item);
    this.#astray = waiting.filter((item) => NEEDS_A_WORD.includes(item.why));
    return waiting;
  }

  /** Why a stop of this journal, but not of that session, has not reached it; null if none waits, as far as is known. */
  async whyStopWaits(journal: string, session: string | null = null): Promise<Why | "unknown" | null> {
    const stops = (await this.items()).filter((item) => item.row.journal === journal && isStop(item.row));
    const stop = stops.find((item) => session === null || sessionOf(item.row) !== session);
    return stop?.why ?? (this.#unread ? "unknown" : null);
  }

  /** Says that these belong to a journal, and sends them there. */
  async claim(items: Item[], journal: string): Promise<void> {
    await this.#again(items, (row) => ({ ...row, journal, token: row.journal === journal ? row.token : null }));
  }

  /** Sends once more what was refused. */
  async sendAgain(items: Item[]): Promise<void> {
    await this.#again(items, (row) => row);
  }

  /** Drops them for good: the person said so, or another page has them. */
  async forget(items: Item[]): Promise<void> {
    await this.#around.remove("outbox", items.flatMap((item) => item.outbox));
    await this.#around.remove("refused", items.flatMap((item) => item.refused));
    this.#settle(items);
    await this.items();
    this.#tell();
  }

  /** Posts at once what is nowhere but in this page: it is being closed. */
  hurry(): void {
    const only = this.#desk.held.filter((held) => held.at !== "table" && held.row.journal !== null);
    for (const run of runsOf(only)) void this.#around.post(run.map((held) => held.row), true);
  }

  async #again(items: Item[], changed: (row: Row) => Row): Promise<void> {
    const rows = items.map((item) => changed(item.row));
    const away = items.flatMap((item) => item.outbox);
    // In again first: a browser that fails in between leaves it twice, and never nowhere.
    await this.#around.rewrite("outbox", away, rows.map((row) => stored(row)));
    this.#around.stash(rows.filter(isStop));
    await this.#around.remove("refused", items.flatMap((item) => item.refused));
    const ids = new Set(items.map((item) => item.id));
    this.#desk.drop((held) => ids.has(held.id));
    for (const id of ids) if (id !== null) this.#why.delete(id);
    await this.send();
  }

  #explain(item: Item): void {
    const known = item.id === null ? undefined : this.#why.get(item.id);
    if (item.refused.length > 0) item.why = item.outbox.length > 0 ? "pending" : "refused";
    else if (item.row.journal === null) item.why = "unclaimed";
    else if (known) {
      item.why = known.why;
      item.reason = known.reason;
    }
  }

  async #read(table: Table): Promise<Stored[] | null> {
    try {
      return await this.#around.rows(table);
    } catch {
      return null;
    }
  }

  async #passes(): Promise<void> {
    this.#cancel();
    while (this.#asked) {
      this.#asked = false;
      const reached = await this.#pass();
      if (this.#desk.onlyHere) this.#desk.write();
      this.#tell();
      if (reached) this.#retryMs = FIRST_RETRY_MS;
      else {
        this.#sendIn(this.#retryMs);
        this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
        break;
      }
    }
  }

  #sendIn(ms: number): void {
    this.#cancel();
    this.#cancel = this.#around.later(() => void this.send(), ms);
  }

  /** True unless something waits that time may help. */
  async #pass(): Promise<boolean> {
    await this.#sweep();
    const items = await this.items();
    if (!this.#unread) this.#takeIn(items);
    this.#desk.tried((held) => held.row.journal === null);
    let reached = !this.#unread;
    for (const run of runsOf(items.filter((item) => this.#sends(item)))) {
      const why = await this.#sendRun(run);
      if (why !== null) reached = false;
      if (why === "away") {
        this.#desk.tried(() => true);
        break;
      }
    }
    await this.#sweep(); // Some may have come into the table only while they were sent.
    await this.items();
    return reached;
  }

  /** What a page that was closed could only stash goes into the table. */
  #takeIn(items: Item[]): void {
    const own = new Set(this.#desk.held.map((held) => held.id));
    const nowhere = items.filter((item) => item.outbox.length + item.refused.length === 0 && !own.has(item.id));
    for (const item of nowhere) this.#desk.add(item.row);
  }

  #sends(item: Item): boolean {
    const only = item.refused.length > 0 && item.outbox.length === 0;
    return item.row.journal !== null && item.id !== null && !only;
  }

  /** Why the run did not get through; null if every entry of it was judged. */
  async #sendRun(run: Item[]): Promise<Why | null> {
    let left = run;
    let most = MOST_AT_ONCE;
    while (left.length > 0) {
      const batch = left.slice(0, most);
      const verdict = judge(await this.#around.post(batch.map((item) => item.row), this.status.onlyHere));
      if (verdict.kind === "waits") {
        this.#note(left, verdict.why, null);
        return verdict.why;
      }
      if (verdict.kind === "fewer" && batch.length > 1) {
        most = Math.ceil(batch.length / 2);
        continue;
      }
      const refused = verdict.kind === "fewer" ? new Map([[batch[0]?.id ?? "", verdict.reason]]) : verdict.refused;
      const kept = verdict.kind === "fewer" ? new Set<string>() : verdict.kept;
      await this.#took(batch.filter((item) => item.id !== null && kept.has(item.id)));
      for (const item of batch) {
        const reason = item.id === null || kept.has(item.id) ? undefined : refused.get(item.id);
        if (reason) await this.#refuse(item, reason);
      }
      const unjudged = batch.filter((item) => item.id === null || !(kept.has(item.id) || refused.has(item.id)));
      if (unjudged.length > 0) {
        this.#note(unjudged, "away", null);
        return "away";
      }
      left = left.slice(batch.length);
      most = Math.min(MOST_AT_ONCE, most * 2);
    }
    return null;
  }

  #note(items: Item[], why: Why, reason: Problem | null): void {
    const ids = new Set(items.map((item) => item.id));
    for (const id of ids) if (id !== null) this.#why.set(id, { why, reason });
    this.#desk.tried((held) => ids.has(held.id));
  }

  async #took(items: Item[]): Promise<void> {
    this.#settle(items);
    await this.#around.remove("outbox", items.flatMap((item) => item.outbox)).catch(() => undefined);
    await this.#around.remove("refused", items.flatMap((item) => item.refused)).catch(() => undefined);
  }

  #settle(items: Item[]): void {
    const ids = items.flatMap((item) => (item.id === null ? [] : [item.id]));
    if (ids.length === 0) return;
    for (const id of ids) this.#settled.add(id);
    this.#around.unstash(ids);
    this.#around.settled(ids);
    this.#letGo();
  }

  #letGo(): void {
    this.#desk.drop((held) => held.id !== null && this.#settled.has(held.id));
    this.#tell();
  }

  /** To the table of what was refused, where it is shown until dealt with. */
  async #refuse(item: Item, reason: Problem): Promise<void> {
    this.#note([item], "refused", reason);
    const value = stored(item.row, reason);
    const [key, ...twins] = item.outbox;
    try {
      if (key === undefined) await this.#around.rewrite("refused", [], [value]);
      else await this.#around.move("outbox", key, "refused", value);
      await this.#around.remove("outbox", twins);
      await this.#around.remove("refused", item.refused);
      this.#desk.drop((held) => held.id === item.id);
    } catch {
      return; // It stays where it is, and is refused and shown again.
    }
  }

  /** Rows that are settled, but that the browser did not remove. */
  async #sweep(): Promise<void> {
    if (this.#settled.size === 0) return;
    const rows = (await this.#read("outbox")) ?? [];
    const over = rows.filter(({ value }) => this.#settled.has(idOf(rowOf(value)) ?? ""));
    await this.#around.remove("outbox", over.map((row) => row.key)).catch(() => undefined);
  }

  #tell(): void {
    const status = this.status;
    for (const told of this.#told) told(status);
  }
}

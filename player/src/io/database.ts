/** IndexedDB with an end to every wait: what is asked is written within two seconds, or the call fails. */

export type Table = "session" | "outbox" | "refused";
export type Key = IDBValidKey;

export interface Stored {
  key: Key;
  value: unknown;
}

const NAME = "supple";
const TABLES: Table[] = ["session", "outbox", "refused"];
const WAIT_MS = 2000;
/** A database that did not answer is not asked again for so long: what waits is sent meanwhile. */
export const REST_MS = 10_000;

let connection: Promise<IDBDatabase> | null = null;
let restsUntil = 0;
const losses = new Set<() => void>();

/** To be told when the browser closed or deleted the database: what was in it may be gone. */
export function whenLost(told: () => void): void {
  losses.add(told);
}

function connect(): Promise<IDBDatabase> {
  const connecting = new Promise<IDBDatabase>((resolve, reject) => {
    // Version and tables stay as they are: a higher version would close an earlier player in another tab.
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const table of TABLES) request.result.createObjectStore(table, { autoIncrement: true });
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => lose(database);
      database.onclose = () => lose(database);
      resolve(database);
    };
    request.onerror = () => reject(request.error ?? new Error("The browser does not open its database."));
  });
  connecting.catch(() => forgetConnection(connecting));
  return connecting;
}

function forgetConnection(which: Promise<IDBDatabase> | null): void {
  if (connection === which) connection = null;
}

function lose(database: IDBDatabase): void {
  database.close();
  connection = null;
  for (const told of losses) told();
}

type Work<T> = (transaction: IDBTransaction) => () => T;

/** Settled once the browser says that the change is written, not only asked for. */
async function transact<T>(tables: Table[], mode: IDBTransactionMode, work: Work<T>, given: AbortSignal): Promise<T> {
  connection ??= connect();
  const database = await connection;
  if (given.aborted) throw new Error("Too late.");
  const transaction = database.transaction(tables, mode, { durability: "strict" });
  given.addEventListener("abort", () => abort(transaction));
  return new Promise((resolve, reject) => {
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser did not keep this."));
    try {
      const outcome = work(transaction);
      transaction.oncomplete = () => {
        try {
          resolve(outcome());
        } catch (error) {
          reject(error);
        }
      };
    } catch (error) {
      abort(transaction);
      reject(error);
    }
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    return; // It is over already.
  }
}

/** All has been asked for: written at once, without waiting for a page that may be closing. */
function commit(transaction: IDBTransaction): void {
  try {
    transaction.commit?.(); // Older browsers have none.
  } catch {
    return; // It is over already, or goes on by itself.
  }
}

async function inTime<T>(tables: Table[], mode: IDBTransactionMode, work: Work<T>): Promise<T> {
  if (performance.now() < restsUntil) throw new Error("The browser's database did not answer a moment ago.");
  const late = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      restsUntil = performance.now() + REST_MS;
      connection = null;
      late.abort();
      reject(new Error("The browser's database does not answer."));
    }, WAIT_MS);
  });
  try {
    return await Promise.race([tooLate, twice(tables, mode, work, late.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** A connection that was closed under us is opened anew, once. */
async function twice<T>(tables: Table[], mode: IDBTransactionMode, work: Work<T>, late: AbortSignal): Promise<T> {
  const used = connection;
  try {
    return await transact(tables, mode, work, late);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
    forgetConnection(used ?? connection);
    return transact(tables, mode, work, late);
  }
}

/** The result of a request; a browser that says nothing about it did not do it. */
function given<T>(request: IDBRequest<T>): T {
  if (request.result === undefined) throw new Error("The browser did not say that it kept this.");
  return request.result;
}

export async function read<T>(table: Table, key: string): Promise<T | undefined> {
  return inTime([table], "readonly", (transaction) => {
    const request = transaction.objectStore(table).get(key) as IDBRequest<T | undefined>;
    return () => request.result;
  });
}

export async function write(table: Table, key: string, value: unknown): Promise<void> {
  await inTime([table], "readwrite", (transaction) => {
    const request = transaction.objectStore(table).put(value, key);
    commit(transaction);
    return () => given(request);
  });
}

/** Puts a value in the place of what is there, if it may; else what stays. No other page writes in between. */
export async function replace(table: Table, key: string, value: unknown, may: (there: unknown) => boolean): Promise<unknown> {
  return inTime([table], "readwrite", (transaction) => {
    const store = transaction.objectStore(table);
    const there = store.get(key) as IDBRequest<unknown>;
    let put: IDBRequest<Key> | null = null;
    there.onsuccess = () => {
      try {
        if (may(there.result)) put = store.put(value, key);
        commit(transaction);
      } catch {
        abort(transaction);
      }
    };
    return () => (put === null ? there.result : void given(put));
  });
}

/** Puts rows at the end, and takes others away, both or neither; the new keys. */
export async function rewrite(table: Table, away: Key[], values: unknown[]): Promise<Key[]> {
  return inTime([table], "readwrite", (transaction) => {
    const store = transaction.objectStore(table);
    for (const key of away) store.delete(key);
    const requests = values.map((value) => store.add(value));
    commit(transaction);
    return () => requests.map(given);
  });
}

export async function remove(table: Table, keys: Key[]): Promise<void> {
  if (keys.length === 0) return;
  await inTime([table], "readwrite", (transaction) => {
    for (const key of keys) transaction.objectStore(table).delete(key);
    commit(transaction);
    return () => undefined;
  });
}

/** Takes a row from one table to the end of another, both or neither; only if it is still there. */
export async function move(from: Table, key: Key, to: Table, value: unknown): Promise<void> {
  await inTime([from, to], "readwrite", (transaction) => {
    const present = transaction.objectStore(from).getKey(key);
    present.onsuccess = () => {
      if (present.result === undefined) return;
      transaction.objectStore(from).delete(key);
      transaction.objectStore(to).add(value);
    };
    return () => undefined;
  });
}

/** All rows with their keys, the oldest first. */
export async function rows(table: Table): Promise<Stored[]> {
  return inTime([table], "readonly", (transaction) => {
    const store = transaction.objectStore(table);
    const keys = store.getAllKeys();
    const values = store.getAll();
    return () => keys.result.map((key, nth) => ({ key, value: values.result[nth] as unknown }));
  });
}

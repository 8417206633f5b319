/** A small promise wrapper around IndexedDB; where the browser refuses it, memory for this page. */

export type Table = "session" | "outbox" | "refused";

const NAME = "supple";
const TABLES: Table[] = ["session", "outbox", "refused"];
let opening: Promise<IDBDatabase | null> | null = null;
const memory: Record<Table, Map<IDBValidKey, unknown>> = { session: new Map(), outbox: new Map(), refused: new Map() };
let nextKey = 1;

function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const table of TABLES) request.result.createObjectStore(table, { autoIncrement: true });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => resolve(null);
  });
  return opening;
}

/** Settled once the browser says that the change is written, not only asked for. */
async function inTable<T>(table: Table, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  const database = await open();
  if (database === null) return null;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, mode, { durability: "strict" });
    const request = work(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser did not keep this."));
  });
}

async function usesMemory(): Promise<boolean> {
  return (await open()) === null;
}

export async function read<T>(table: Table, key: string): Promise<T | undefined> {
  if (await usesMemory()) return memory[table].get(key) as T | undefined;
  return ((await inTable(table, "readonly", (store) => store.get(key))) ?? undefined) as T | undefined;
}

export async function write(table: Table, key: string, value: unknown): Promise<void> {
  if (await usesMemory()) memory[table].set(key, value);
  else await inTable(table, "readwrite", (store) => store.put(value, key));
}

export async function append(table: Table, value: unknown): Promise<void> {
  if (await usesMemory()) memory[table].set(nextKey++, value);
  else await inTable(table, "readwrite", (store) => store.add(value));
}

export async function remove(table: Table, keys: IDBValidKey[]): Promise<void> {
  for (const key of keys) {
    if (await usesMemory()) memory[table].delete(key);
    else await inTable(table, "readwrite", (store) => store.delete(key));
  }
}

/** The oldest rows first, with their keys. */
export async function oldest<T>(table: Table, atMost: number): Promise<{ key: IDBValidKey; value: T }[]> {
  if (await usesMemory()) {
    return [...memory[table]].slice(0, atMost).map(([key, value]) => ({ key, value: value as T }));
  }
  const keys = (await inTable(table, "readonly", (store) => store.getAllKeys(null, atMost))) ?? [];
  const values = (await inTable(table, "readonly", (store) => store.getAll(null, atMost))) ?? [];
  return keys.map((key, nth) => ({ key, value: values[nth] as T }));
}

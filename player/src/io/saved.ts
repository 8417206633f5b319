/** The session as it is kept on this device, so that a reload can go on without the server. */
import type { Left } from "../core/freshness";
import type { State, Stop } from "../core/machine";
import { isPlan, readableState } from "../core/readable";
import type { Plan } from "../core/types";
import { read, remove, whenLost, write } from "./database";

/** What was asked for, as the page's address says it. */
export interface Asked {
  address: string;
  screening: string;
}

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

export interface Saved {
  plan: Plan;
  asked: Asked;
  progress: Progress;
}

interface Request {
  address: string;
  id: string;
}

/** What this page plays; it goes in again where the browser lost it. */
let current: Omit<Saved, "progress"> | null = null;
let request: Request | null = null;
let keeps = true;
const told = new Set<(keeps: boolean) => void>();

/** Whether the browser keeps this session: if not, a reload forgets it. */
export function keepsSession(): boolean {
  return keeps;
}

/** Calls back at once and whenever it changes. */
export function watchKeeping(tell: (keeps: boolean) => void): void {
  told.add(tell);
  tell(keeps);
}

function nowKeeps(now: boolean): boolean {
  if (now !== keeps) {
    keeps = now;
    for (const tell of told) tell(keeps);
  }
  return keeps;
}

/** Null where nothing was kept that can be read, or where the browser does not say. */
export async function readSaved(): Promise<Saved | null> {
  try {
    const planned = await read<Omit<Saved, "progress">>("session", "plan");
    const progress = await read<Progress & { of?: string }>("session", "progress");
    const state = readableState(progress?.state);
    if (!isPlan(planned?.plan) || !planned.asked || !progress || state === null) return null;
    if (progress.of !== undefined && progress.of !== planned.plan.id) return null;
    current = planned;
    return { ...planned, progress: { ...progress, state } };
  } catch {
    nowKeeps(false);
    return null;
  }
}

/** True once it is kept. */
export async function savePlan(plan: Plan, asked: Asked): Promise<boolean> {
  current = { plan, asked };
  return put("plan", current);
}

/** The emergency page of the kept plan, by where the person is now. */
export async function saveEmergency(emergency: Plan["emergency"]): Promise<void> {
  if (current !== null) await savePlan({ ...current.plan, emergency }, current.asked);
}

export async function saveProgress(progress: Progress): Promise<void> {
  await put("progress", { ...progress, of: current?.plan.id });
}

/** With what was asked for: the next session of the same address is another one. */
export async function forgetSaved(): Promise<void> {
  current = null;
  request = null;
  await remove("session", ["plan", "progress", "request"]).catch(() => undefined);
}

/** Drops a session of a journal that was deleted, and what was last asked for. */
export async function forgetSavedOf(journal: string): Promise<void> {
  const saved = await readSaved();
  if (saved === null || (saved.plan.journal ?? journal) === journal) await forgetSaved();
}

/** The same plan id for the same request, so that asking twice makes one plan. */
export async function planIdFor(address: string): Promise<string> {
  const known = request ?? (await read<Request>("session", "request").catch(() => undefined));
  if (known?.address === address) return known.id;
  request = { address, id: crypto.randomUUID() };
  await put("request", request);
  return request.id;
}

async function put(key: string, value: unknown): Promise<boolean> {
  try {
    await write("session", key, value);
    return nowKeeps(true);
  } catch {
    return nowKeeps(false);
  }
}

whenLost(() => {
  if (current !== null) void put("plan", current);
});

/** The session as it is kept on this device, so that a reload can go on without the server. */
import { personFrom } from "../core/ask";
import type { Left } from "../core/freshness";
import type { State, Stop } from "../core/machine";
import type { Plan } from "../core/types";
import { read, remove, write } from "./database";

/** What was asked for, as the page's address says it. */
export interface Asked {
  address: string;
  screening: string;
  /** Whose session it is; null where the address did not say. */
  person: string | null;
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

export async function readSaved(): Promise<Saved | null> {
  const made = await read<Omit<Saved, "progress">>("session", "plan");
  const progress = await read<Progress>("session", "progress");
  return made && progress ? { ...made, progress } : null;
}

export async function savePlan(plan: Plan, asked: Asked): Promise<void> {
  await write("session", "plan", { plan, asked });
}

export async function saveProgress(progress: Progress): Promise<void> {
  await write("session", "progress", progress);
}

export async function forgetSaved(): Promise<void> {
  await remove("session", ["plan", "progress"]);
}

/** Drops a session of somebody whose journal was deleted, and what they last asked for. */
export async function forgetSavedOf(person: string): Promise<void> {
  const saved = await readSaved();
  if (saved?.asked.person === person) await forgetSaved();
  const request = await read<{ address: string }>("session", "request");
  if (request && personFrom(request.address) === person) await remove("session", ["request"]);
}

/** The same plan id for the same request, so that asking twice makes one plan. */
export async function planIdFor(address: string): Promise<string> {
  const known = await read<{ address: string; id: string }>("session", "request");
  if (known?.address === address) return known.id;
  const id = crypto.randomUUID();
  await write("session", "request", { address, id });
  return id;
}

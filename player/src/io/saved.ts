/** The session as it is kept on this device, so that a reload can go on without the server. */
import { laterOf, mayReplace, progressBy, readableProgress, weight, withStops } from "../core/progress";
import type { Kept, Progress } from "../core/progress";
import { isPlan } from "../core/readable";
import type { Plan } from "../core/types";
import { hear, listen, tell } from "./channel";
import { read, remove, replace, whenLost, write } from "./database";
import { dropMark, readMark, setMark } from "./mark";
import { outbox } from "./outbox";
import { lostTurn } from "./turn";

export type { Progress } from "../core/progress";

/** What was asked for, as the page's address says it. */
export interface Asked {
  address: string;
  screening: string;
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

/** What could not be written is tried again this often, in ms. */
const AGAIN_MS = 3000;
const PAGE = crypto.randomUUID();

/** What this page plays, and how far it got; it goes in again where the browser lost it. */
let current: Omit<Saved, "progress"> | null = null;
let last: Kept | null = null;
let nth = 0;
/** What this page took up: it knows of that, and may go on from it. */
let takenUp: Kept | null = null;
/** The journal was deleted meanwhile: nothing of it is kept any more. */
let closed = false;
let again: ReturnType<typeof setTimeout> | undefined;
let request: Request | null = null;
let keeps = true;
const told = new Set<(keeps: boolean) => void>();

/** Whether the browser keeps this session: if not, a reload forgets it. */
export function keepsSession(): boolean {
  return keeps;
}

/** Calls back at once and whenever it changes. */
export function watchKeeping(callBack: (keeps: boolean) => void): void {
  told.add(callBack);
  callBack(keeps);
}

function nowKeeps(now: boolean): boolean {
  if (now !== keeps) {
    keeps = now;
    for (const callBack of told) callBack(keeps);
  }
  return keeps;
}

/** Null where nothing was kept that can be read, or where the browser does not say. */
export async function readSaved(): Promise<Saved | null> {
  try {
    const planned = await read<Omit<Saved, "progress">>("session", "plan");
    const row = readableProgress(await read("session", "progress"));
    if (!isPlan(planned?.plan) || !planned.asked) return null;
    const waiting = (await outbox.items()).map((item) => item.row);
    const progress = withStops(keptOf(planned.plan.id, row), progressBy(planned.plan, waiting));
    if (progress === null || isForgotten(planned.plan.id)) return null;
    current = planned;
    takenUp = progress;
    return { ...planned, progress };
  } catch {
    nowKeeps(false);
    return null;
  }
}

/** By the row and by the mark, which may each be missing, or have missed what came last. */
function keptOf(plan: string, row: Kept | null): Kept | null {
  const own = row && (row.of ?? plan) === plan ? { ...row, of: plan } : null;
  const mark = readMark();
  const marked = mark?.of === plan ? readableProgress(mark.kept) : null;
  if (own === null || marked === null) return own ?? marked;
  const later = laterOf(own, marked);
  if (later === own) dropMark();
  return later;
}

function isForgotten(plan: string): boolean {
  const mark = readMark();
  return mark?.of === plan && mark.kept === null;
}

/** True once it is kept. */
export async function savePlan(plan: Plan, asked: Asked): Promise<boolean> {
  current = { plan, asked };
  closed = false;
  const kept = await put("plan", current);
  const mark = readMark();
  if (kept && mark && mark.of !== plan.id) dropMark(); // Of an earlier session, which nothing can go on with.
  return kept;
}

/** The emergency page of the kept plan, by where the person is now. */
export async function saveEmergency(emergency: Plan["emergency"]): Promise<void> {
  if (current !== null) await savePlan({ ...current.plan, emergency }, current.asked);
}

export async function saveProgress(progress: Progress): Promise<void> {
  if (closed) return;
  nth += 1;
  const next: Kept = { ...progress, of: current?.plan.id, by: PAGE, nth };
  last = next;
  note(next);
  await keep(next);
}

/** A stop and an end are marked in the moment itself; what goes on from there takes the mark away. */
function note(next: Kept): void {
  const mark = readMark();
  if (mark?.kept && !mayFollow(mark.kept, next)) return;
  if (weight(next) === 0) {
    if (mark?.kept && mark.of === next.of) dropMark();
  } else if (current !== null) setMark({ of: current.plan.id, journal: current.plan.journal ?? null, kept: next });
}

async function keep(progress: Kept): Promise<void> {
  clearTimeout(again);
  try {
    const stays = await replace("session", "progress", progress, (there) => {
      const kept = readableProgress(there);
      return kept === null || mayFollow(kept, progress);
    });
    nowKeeps(true);
    if (stays !== undefined) heed(stays as Kept);
  } catch {
    nowKeeps(false);
    if (last !== progress) return;
    // A full disk still deletes: better nothing to go on with than what was before the stop.
    if (weight(progress) > 0) await remove("session", ["progress"]).catch(() => undefined);
    again = setTimeout(keepAgain, AGAIN_MS);
  }
}

function keepAgain(): void {
  if (last !== null && !lostTurn()) void keep(last);
}

/** What this page wrote or took up it may always follow; what another one wrote meanwhile only with what weighs as much. */
function mayFollow(kept: Kept, next: Kept): boolean {
  if (kept.of !== next.of) return true;
  if (kept.by === PAGE) return (kept.nth ?? 0) <= (next.nth ?? 0);
  return (kept.by !== undefined && kept.by === takenUp?.by && kept.nth === takenUp.nth) || mayReplace(kept, next);
}

/** Another page stopped this session, and this one has not heard of it. */
function heed(kept: Kept): void {
  if (kept.by !== PAGE && kept.of && "stop" in kept.state) hear({ kind: "stopped", plan: kept.of, state: kept.state });
}

/** With what was asked for: the next session of the same address is another one. */
export async function forgetSaved(): Promise<void> {
  const mark = readMark();
  leave();
  request = null;
  if (mark) setMark({ ...mark, kept: null });
  try {
    await remove("session", ["plan", "progress", "request"]);
    if (readMark()?.kept === null) dropMark();
  } catch {
    return; // The mark says that what still lies there is over.
  }
}

function leave(): void {
  current = last = null;
  clearTimeout(again);
}

/** Drops a session of a journal that was deleted, and what was last asked for. */
export async function forgetSavedOf(journal: string): Promise<void> {
  const planned = await read<Omit<Saved, "progress">>("session", "plan").catch(() => undefined);
  if ((planned?.plan?.journal ?? journal) === journal) await forgetSaved();
  forgetMarkOf(journal);
  tell({ kind: "forgotten", journal });
}

function forgetMarkOf(journal: string): void {
  const mark = readMark();
  if (mark?.kept && mark.journal === journal) dropMark();
}

/** The same plan id for the same request, so that asking twice makes one plan. */
export async function planIdFor(address: string): Promise<string> {
  const known = request ?? (await read<Request>("session", "request").catch(() => undefined));
  if (known?.address === address && !isForgotten(known.id)) return known.id;
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
  if (current === null || lostTurn()) return;
  void put("plan", current);
  if (last === null) return;
  note(last);
  void keep(last);
});

listen((message) => {
  if (message.kind !== "forgotten") return;
  forgetMarkOf(message.journal);
  if (current?.plan.journal !== message.journal) return;
  leave();
  closed = true;
});

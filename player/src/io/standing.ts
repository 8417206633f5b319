/** What the journal says of a session that begins, plays or is taken up again: waited for only shortly. */
import { isUnanswered } from "../core/machine";
import type { State } from "../core/machine";
import type { Plan, Standing } from "../core/types";
import { hear } from "./channel";
import { outbox } from "./outbox";
import { answeredTo, saidIn } from "./said";
import { ask } from "./server";

/** Nobody who wants to go on waits longer than this, */
const STANDING_MS = 1500;
/** unless something was said on another page: then it has to answer. */
const SAID_MS = 8000;
/** Who did not answer in time is not waited for again so soon. */
const LEFT_ALONE_MS = 30_000;
/** While it plays it is asked this often, and less often while it does not answer. */
const LOOK_EVERY_MS = 3000;
const LOOK_AT_LEAST_EVERY_MS = 24_000;

let leftAloneUntil = Number.NEGATIVE_INFINITY;

/** How long it is waited for, at most. */
export function waitOf({ journal }: Plan): number {
  return journal !== undefined && saidIn(journal) !== null ? SAID_MS : STANDING_MS;
}

/** Null where it does not say in time, or does not have all stops yet: the session goes on by what it knows itself. */
export async function askStanding(plan: Plan, state: State): Promise<Standing | null> {
  const { journal } = plan;
  if (journal === undefined) return null;
  const said = saidIn(journal);
  if (said === null && performance.now() < leftAloneUntil) return null;
  const waitMs = waitOf(plan);
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      leftAloneUntil = performance.now() + LEFT_ALONE_MS;
      resolve(null);
    }, waitMs);
  });
  const standing = await Promise.race([late, answerOf(journal, state, waitMs)]).finally(() => clearTimeout(timer));
  if (standing) answeredTo(journal, said);
  return standing;
}

/** Whether the journal has this stop; null where it does not say. */
export async function hasStop(journal: string, stop: string): Promise<boolean | null> {
  const standing = await answer(journal, { stop }, STANDING_MS);
  return typeof standing?.kept === "boolean" ? standing.kept : null;
}

/** Asks again and again, and tells what it says; returns what ends that. Silence tells nothing, nor does half of a stop. */
export function keepAsking(journal: string | undefined, told: (standing: Standing) => void): () => void {
  let wait = LOOK_EVERY_MS;
  let over = journal === undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    if (!over) timer = setTimeout(() => void look(), wait);
  };
  const look = async (): Promise<void> => {
    const standing = await wholeAnswer(journal ?? "");
    wait = standing ? LOOK_EVERY_MS : Math.min(LOOK_AT_LEAST_EVERY_MS, wait * 2);
    if (standing && !over) told(standing);
    next();
  };
  next();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** Null also while a stop waits here: the journal may have it, and not yet that it was nothing bad. */
async function wholeAnswer(journal: string): Promise<Standing | null> {
  const why = await outbox.whyStopWaits(journal);
  if (why === null || why === "unknown") return answer(journal, {}, STANDING_MS);
  void outbox.send();
  return null;
}

async function answerOf(journal: string, state: State, waitMs: number): Promise<Standing | null> {
  await outbox.send();
  const why = await outbox.whyStopWaits(journal);
  if (why !== null && why !== "unknown") return null;
  return answer(journal, isUnanswered(state) ? { stop: state.stop.id } : {}, waitMs);
}

async function answer(journal: string, about: Record<string, string>, waitMs: number): Promise<Standing | null> {
  const given = await ask<Partial<Standing> | null>(`/api/standing?${new URLSearchParams({ journal, ...about })}`, waitMs);
  if (given.kind === "refused" && given.code === "deleted_journal") hear({ kind: "forgotten", journal });
  return given.kind === "given" && isStanding(given.body) ? given.body : null;
}

function isStanding(body: Partial<Standing> | null): body is Standing {
  const { closed, answered, emergency } = body ?? {};
  return typeof closed === "boolean" && typeof answered === "boolean" && typeof emergency?.number === "string";
}

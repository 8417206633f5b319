/** What the journal says when a session is taken up again: asked once, and waited for only shortly. */
import { isUnanswered } from "../core/machine";
import type { State } from "../core/machine";
import type { Plan, Standing } from "../core/types";
import { outbox } from "./outbox";
import { ask } from "./server";

/** Nobody who wants to go on waits longer than this. */
export const STANDING_MS = 1500;
/** Who did not answer in time is not waited for again so soon. */
const LEFT_ALONE_MS = 30_000;

let leftAloneUntil = Number.NEGATIVE_INFINITY;

/** Null where it does not say in time, or does not have all stops yet: the session goes on by what it knows itself. */
export function askStanding(plan: Plan, state: State): Promise<Standing | null> {
  if (performance.now() < leftAloneUntil) return Promise.resolve(null);
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      leftAloneUntil = performance.now() + LEFT_ALONE_MS;
      resolve(null);
    }, STANDING_MS);
  });
  return Promise.race([late, answerOf(plan, state)]).finally(() => clearTimeout(timer));
}

async function answerOf({ journal }: Plan, state: State): Promise<Standing | null> {
  if (journal === undefined) return null;
  await outbox.send();
  const why = await outbox.whyStopWaits(journal);
  if (why !== null && why !== "unknown") return null;
  return answer(journal, isUnanswered(state) ? { stop: state.stop.id } : {});
}

/** Whether the journal has this stop; null where it does not say. */
export async function hasStop(journal: string, stop: string): Promise<boolean | null> {
  const standing = await answer(journal, { stop });
  return typeof standing?.kept === "boolean" ? standing.kept : null;
}

async function answer(journal: string, about: Record<string, string>): Promise<Standing | null> {
  const given = await ask<Partial<Standing> | null>(`/api/standing?${new URLSearchParams({ journal, ...about })}`, STANDING_MS);
  return given.kind === "given" && isStanding(given.body) ? given.body : null;
}

function isStanding(body: Partial<Standing> | null): body is Standing {
  const { closed, answered, emergency } = body ?? {};
  return typeof closed === "boolean" && typeof answered === "boolean" && typeof emergency?.number === "string";
}

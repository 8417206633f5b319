/** What to show when the page opens: a session in the middle, a new one, or why there is none. */
import { askFrom, journalFrom } from "./core/ask";
import { isOver, isUnanswered } from "./core/machine";
import { overBy } from "./core/problems";
import { isPlan } from "./core/readable";
import { Recorder } from "./core/recorder";
import { rowFor } from "./core/rows";
import type { Plan, Problem } from "./core/types";
import { tell } from "./io/channel";
import { noMoreHelp } from "./io/help";
import { outbox } from "./io/outbox";
import { answeredTo, saidIn } from "./io/said";
import { forgetSaved, planIdFor, readSaved } from "./io/saved";
import type { Asked, Saved } from "./io/saved";
import { forJournal, post, UNNAMED } from "./io/server";
import { askStanding } from "./io/standing";
import { lostTurn } from "./io/turn";
import { markedIsKept } from "./marked";
import { Session } from "./session.svelte";
import type { Sound } from "./sound.svelte";

const WAIT_MS = 10_000;
/** What waits is sent before a plan is asked for, but not for ever. */
const SENDING_MS = 6000;

const NOTHING_ASKED: Problem = {
  problem: "There is no session to start yet.",
  fix: "Begin at Today: it asks how you are first.",
};
const AWAY: Problem = {
  problem: "Supple does not answer just now.",
  fix: "Check that it is still running on this computer, then try again.",
};
const FROM_ITS_LINK: Problem = {
  problem: "Supple does not know this browser.",
  fix: "Open Supple from its link: it stands in the window that Supple runs in. Then begin at Today.",
};
const ASTRAY: Problem = {
  problem: "Something you noted has not reached your journal.",
  fix: "A session starts once it has. See what it is, and say what should become of it.",
};
const NOT_KEPT: Problem = {
  problem: "Something you noted could not be kept yet.",
  fix: "A session starts once it is. Leave this page open, and try again in a moment.",
};
const NOT_READ: Problem = {
  problem: "A stop of yours may not have reached your journal.",
  fix:
    "This browser does not open what it keeps for Supple, and a session starts once it is known that nothing is missing. " +
    "Check that Supple is still running on this computer, then try again or load this page anew.",
};
const NO_PLAN: Problem = {
  problem: "What answered was no session of Supple's.",
  fix: "Check that Supple is still running on this computer, then try again.",
};
const OF_ANOTHER: Problem = {
  problem: "This session belongs to another journal here.",
  fix: "It was not finished. Go back to Today, or end it and begin yours.",
};

export type Next = "try_again" | "see_what_waits" | "end_and_begin" | "today";
export type Boot = { session: Session } | { problem: Problem; next: Next };

/**
 * `ending`: whatever was left open ends, and what the address asks for begins.
 * Null where another page took the turn meanwhile: what is kept is that page's.
 */
export async function boot(fragment: string, sound: Sound, ending = false): Promise<Boot | null> {
  const saved = await readSaved();
  if (lostTurn()) return null;
  const journal = journalFrom(fragment);
  if (saved && !ending && isForeign(saved, journal)) return { problem: OF_ANOTHER, next: "end_and_begin" };
  if (saved && !ending && goesOn(saved, fragment)) {
    const again = await takenUp(saved, sound);
    if (again !== "answered") return again;
  }
  if (saved) await endOf(saved);
  const ask = askFrom(fragment);
  if (ask === null) return { problem: NOTHING_ASKED, next: "today" };
  const inTheWay = (journal === null ? null : await waitsFor(journal)) ?? (await astray());
  if (inTheWay) return inTheWay;
  const body = { ...ask, id: await planIdFor(fragment) };
  const said = saidIn(journal ?? "");
  const answer = await post<Plan>(forJournal("/api/plans", journal ?? ""), body, { waitMs: WAIT_MS });
  if (lostTurn()) return null;
  if (answer.kind === "away") return { problem: AWAY, next: "try_again" };
  if (answer.kind === "refused") {
    const problem = answer.status === 401 ? FROM_ITS_LINK : (answer.reason ?? UNNAMED);
    return { problem, next: answer.status === 401 ? "try_again" : "today" };
  }
  if (!isPlan(answer.body)) return { problem: NO_PLAN, next: "try_again" };
  noMoreHelp(ask.screening_id);
  answeredTo(journal ?? "", said);
  const asked: Asked = { address: fragment, screening: ask.screening_id };
  return { session: Session.begin(answer.body, asked, sound) };
}

/** What was left open, as it was, unless the journal knows better; "answered": its stop was, elsewhere. */
async function takenUp(saved: Saved, sound: Sound): Promise<Boot | "answered" | null> {
  const { state } = saved.progress;
  if (isOver(state)) {
    const session = Session.restore(saved, sound);
    void session.permission.look(session); // For the number; help waits for nobody.
    return { session };
  }
  const standing = await askStanding(saved.plan, state);
  if (lostTurn()) return null;
  const over = standing && overBy(state, standing);
  if (over && isUnanswered(state)) return "answered";
  if (over) {
    await endOf(saved);
    return { problem: over, next: "today" };
  }
  const session = Session.restore(saved, sound);
  if (standing) session.know(standing);
  // What was stopped is asked first, whatever else waits.
  return (isUnanswered(state) ? null : await astray()) ?? { session };
}

function isForeign(saved: Saved, journal: string | null): boolean {
  const { started, ended, state } = saved.progress;
  if (journal === null || saved.plan.journal === undefined || saved.plan.journal === journal) return false;
  return started && (isUnanswered(state) || (!ended && !isOver(state)));
}

function goesOn(saved: Saved, fragment: string): boolean {
  const { started, state } = saved.progress;
  if (isUnanswered(state)) return true;
  const ask = askFrom(fragment);
  if (ask === null) return true;
  if (journalFrom(fragment) !== (saved.plan.journal ?? null)) return false;
  return started ? ask.screening_id === saved.asked.screening : saved.asked.address === fragment;
}

/** A session that was left open has ended, and the next one is not the same again. */
async function endOf({ plan, asked, progress }: Saved): Promise<void> {
  if (progress.started && !progress.ended) {
    new Recorder(plan, asked.screening, (entry) => outbox.keep(rowFor(plan, entry))).ended(false, progress.played);
  }
  tell({ kind: "plays" });
  await forgetSaved();
}

/** Something that was noted is neither kept nor sent, or needs a word first. */
async function astray(): Promise<Boot | null> {
  await outbox.items();
  const { unsafe, astray } = outbox.status;
  if (unsafe !== "nothing") return { problem: NOT_KEPT, next: "try_again" };
  return astray === "stop" ? { problem: ASTRAY, next: "see_what_waits" } : null;
}

/** A plan stands on what is in the journal: what waits for it goes there first. */
async function waitsFor(journal: string): Promise<Boot | null> {
  await Promise.race([outbox.send(), new Promise((resolve) => setTimeout(resolve, SENDING_MS))]);
  const why = await outbox.whyStopWaits(journal);
  if (why === null) return null;
  if (why === "unknown") return (await markedIsKept(journal)) ? null : { problem: NOT_READ, next: "try_again" };
  if (why === "link") return { problem: FROM_ITS_LINK, next: "try_again" };
  const away = why === "pending" || why === "away";
  return away ? { problem: AWAY, next: "try_again" } : { problem: ASTRAY, next: "see_what_waits" };
}

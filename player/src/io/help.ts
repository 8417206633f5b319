/**
 * The emergency page of a session in which an emergency sign was said, kept in the moment itself: it outlives the session,
 * its plan and the database. It stays until a session of other answers may start in its journal.
 */
import type { EmergencyPage, Plan } from "../core/types";
import { dropAtOnce, keepAtOnce, readAtOnce } from "./at_once";
import { listen } from "./channel";
import { readMark } from "./mark";

/** `of`: the plan. */
export interface Help {
  of: string;
  journal: string | null;
  screening: string;
  page: EmergencyPage;
}

const KEY = "supple.help";
/** Journals that were deleted while this page was open: nothing of them is kept any more. */
const deleted = new Set<string | null>();

/** Of a plan that was made from these answers. To be called as often as one likes. */
export function keepHelpOf({ id, journal, emergency }: Plan, screening: string): void {
  keepHelp({ of: id, journal: journal ?? null, screening, page: emergency });
}

export function keepHelp(help: Help): void {
  if (deleted.has(help.journal) || JSON.stringify(lying()) === JSON.stringify(help)) return;
  keepAtOnce(KEY, help);
}

/** For somebody who sees this journal, or a page that does not say whose it is; another's does not stay. */
export function readHelp(journal: string | null): Help | null {
  const help = lying();
  if (help === null || journal === null || help.journal === journal) return help;
  dropAtOnce(KEY);
  return null;
}

/** A plan was made from these answers: they came after what was said then, unless it was said on them. */
export function noMoreHelp(screening: string): void {
  if (lying()?.screening !== screening) dropAtOnce(KEY);
}

export function forgetHelpOf(journal: string): void {
  deleted.add(journal);
  if (lying()?.journal === journal) dropAtOnce(KEY);
}

/** Whether that page is what was last on the screen, and nobody left it. */
export function wasShown(help: Help): boolean {
  const mark = readMark();
  return mark?.of === help.of && mark.kept?.state.screen === "emergency";
}

/** Where both places have one, this tab's own is the newer: the other did not take it. */
function lying(): Help | null {
  return (readAtOnce(KEY) as Help[]).findLast((help) => isPage(help.page)) ?? null;
}

function isPage(page: Partial<EmergencyPage> | undefined): boolean {
  const { title, call, place, number, others, say } = page ?? {};
  return [title, call, place, number].every((text) => typeof text === "string") && Array.isArray(others) && Array.isArray(say);
}

listen((message) => {
  if (message.kind === "forgotten") forgetHelpOf(message.journal);
});

/** For the other pages: sends what a session left unsent, shows what needs a word, and readies offline use. */
import { tell } from "./io/channel";
import { takenIn } from "./io/handing";
import { forgetHelpOf, readHelp } from "./io/help";
import { outbox, watchLeaving } from "./io/outbox";
import { answeredTo, noteSaid, saidIn } from "./io/said";
import { forgetSavedOf } from "./io/saved";
import { watchTouch } from "./io/touched";
import { registerWorker } from "./io/worker";
import { takeWhatIsHanded } from "./strip/hands_on";
import { Strip } from "./strip/strip";

function labelsOfStops(): Record<string, string> {
  try {
    return JSON.parse(document.querySelector<HTMLElement>("[data-stops]")?.dataset["stops"] ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

/** What waits for a journal that was deleted, and a session of it that was left in the middle, goes with it. */
async function forgetAllOf(journal: string): Promise<void> {
  const theirs = (await outbox.items()).filter((item) => item.row.journal === journal);
  await outbox.forget(theirs).catch(() => undefined);
  forgetHelpOf(journal);
  answeredTo(journal, saidIn(journal));
  await forgetSavedOf(journal);
}

/** Another address took these: they are in their journal now. */
async function forgetTaken(journal: string | null): Promise<void> {
  const ids = new Set(takenIn(location.hash));
  if (ids.size === 0) return;
  const taken = (await outbox.items()).filter((item) => item.id !== null && ids.has(item.id) && item.row.journal !== journal);
  await outbox.forget(taken);
  history.replaceState(null, "", `${location.pathname}${location.search}`);
}

const isTouched = watchTouch();

/** Pages that show the journal were rendered before these entries reached it. */
async function sendAndShow(): Promise<void> {
  const journal = document.querySelector<HTMLElement>("[data-journal]")?.dataset["journal"] || null;
  const strip = new Strip(outbox, { journal, labels: labelsOfStops() }, location.hash === "#waiting");
  if (journal) readHelp(journal);
  if (journal && document.querySelector("[data-says]")) {
    noteSaid(journal);
    tell({ kind: "said", journal });
  }
  const gone = document.querySelector<HTMLElement>("[data-forgets]")?.dataset["forgets"];
  if (gone) await forgetAllOf(gone);
  const handsOn = document.querySelector<HTMLElement>("[data-hands-on]");
  if (handsOn) return takeWhatIsHanded(handsOn, outbox);
  await forgetTaken(journal).catch(() => undefined);
  const before = (await outbox.items()).length;
  await outbox.send();
  const arrived = before > 0 && (await outbox.items()).length === 0;
  if (arrived && !isTouched() && document.querySelector("[data-shows-journal]")) location.reload();
  else await strip.show();
}

watchLeaving();
void registerWorker();
void sendAndShow();
window.addEventListener("hashchange", () => {
  if (location.hash === "#waiting") location.reload();
});

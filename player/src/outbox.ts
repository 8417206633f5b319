/** For the other pages: sends what a session left unsent, and makes the session ready for offline use. */
import { forget, hasUnsent, send } from "./io/outbox";
import { registerWorker } from "./io/worker";

/** Pages that show the journal were rendered before these entries reached it. */
async function sendAndShow(): Promise<void> {
  const gone = document.querySelector<HTMLElement>("[data-forgets]")?.dataset["forgets"];
  if (gone) await forget(gone);
  const waited = await hasUnsent();
  await send();
  if (waited && !(await hasUnsent()) && document.querySelector("[data-shows-journal]")) location.reload();
}

void registerWorker();
void sendAndShow();

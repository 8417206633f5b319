/** The page that takes what another address of this computer hands on, and goes back to say what it took. */
import { idOf } from "../core/rows";
import type { Row } from "../core/rows";
import { handedIn, takenAddress } from "../io/handing";
import type { Mailbag } from "../io/mailbag";
import { piece } from "./page";

const NOTHING = "There is nothing to take here.";
const NOT_HERE = "The journal that this belongs to is not open here. Nothing was taken; it stays where it was.";
const NOT_YET = "It has not reached the journal yet. It stays where it was. Load this page again to try once more.";

export async function takeWhatIsHanded(place: HTMLElement, outbox: Mailbag): Promise<void> {
  const handed = handedIn(location.hash);
  if (handed === null) return say(place, NOTHING, null);
  const { journal, back } = handed;
  const rows = handed.entries.map((entry): Row => ({ entry, journal, token: null })).filter((row) => idOf(row) !== null);
  for (const row of rows) outbox.keep(row);
  await outbox.send();
  const wanted = new Set(rows.map(idOf));
  const left = (await outbox.items()).filter((item) => wanted.has(item.id) && item.why !== "refused");
  // What did not get through stays with the page that has it, and not here as well.
  await outbox.forget(left).catch(() => undefined);
  const waiting = new Set(left.map((item) => item.id));
  const taken = rows.map(idOf).filter((id): id is string => id !== null && !waiting.has(id));
  if (taken.length > 0) return location.replace(takenAddress(back, taken));
  say(place, left.some((item) => item.why === "elsewhere" || item.why === "deleted") ? NOT_HERE : NOT_YET, back);
}

function say(place: HTMLElement, words: string, back: string | null): void {
  const link = piece("a", back === null ? "Go to Today" : "Go back");
  link.href = back ?? "/";
  place.replaceChildren(piece("p", words), piece("p", "", link));
}

/** The stop that is marked in this browser, where its database cannot be read: whether the journal has it. */
import { Recorder } from "./core/recorder";
import type { Stop } from "./core/machine";
import type { Plan } from "./core/types";
import { readMark } from "./io/mark";
import { outbox } from "./io/outbox";
import { hasStop } from "./io/standing";

/** A session of this journal that was stopped in this browser, where nothing came after that. */
export function stopMarked(journal: string): { session: string; stop: Stop } | null {
  const mark = readMark();
  if (mark?.journal !== journal || mark.kept === null || !("stop" in mark.kept.state)) return null;
  return { session: mark.of, stop: mark.kept.state.stop };
}

/** False while the journal does not say that it has that stop; what it says it does not have is sent, as far as it is known. */
export async function markedIsKept(journal: string): Promise<boolean> {
  const marked = stopMarked(journal);
  if (marked === null) return true;
  const has = await hasStop(journal, marked.stop.id);
  if (has !== false) return has === true;
  const plan = { id: marked.session, segments: [], rules_version: "" } as unknown as Plan;
  new Recorder(plan, "", (entry) => outbox.keep({ entry, journal, token: null })).stop({ ...marked.stop, answer: null });
  await outbox.send();
  return (await outbox.whyStopWaits(journal)) === "unknown";
}

/** What to show when the page opens: a session in the middle, a new one, or why there is none. */
import { askFrom, personFrom } from "./core/ask";
import { Recorder } from "./core/recorder";
import type { Plan, Problem } from "./core/types";
import { keepEntry } from "./io/outbox";
import { forgetSaved, planIdFor, readSaved } from "./io/saved";
import type { Asked } from "./io/saved";
import { forPerson, post } from "./io/server";
import { Session } from "./session.svelte";
import type { Sound } from "./sound.svelte";

const WAIT_MS = 10_000;

const NOTHING_ASKED: Problem = {
  problem: "There is no session to start yet.",
  fix: "Begin at Today: it asks how you are first.",
};
const AWAY: Problem = {
  problem: "Supple does not answer just now.",
  fix: "Check that it is still running on this computer, then try again.",
};

export type Boot = { session: Session } | { problem: Problem; again: boolean };

export async function boot(fragment: string, sound: Sound): Promise<Boot> {
  const ask = askFrom(fragment);
  const saved = await readSaved();
  if (saved) {
    const { started, ended, played } = saved.progress;
    const { screening, person = null } = saved.asked;
    const sameScreening = ask === null || ask.screening_id === screening;
    const goesOn = started ? sameScreening : ask === null || saved.asked.address === fragment;
    if (goesOn) return { session: Session.restore(saved, sound) };
    if (started && !ended) {
      new Recorder(saved.plan, screening, (entry) => void keepEntry(entry, person)).ended(false, played);
    }
    await forgetSaved();
  }
  if (ask === null) return { problem: NOTHING_ASKED, again: false };
  const body = { ...ask, id: await planIdFor(fragment) };
  const person = personFrom(fragment);
  const answer = await post<Plan>(forPerson("/api/plans", person), body, WAIT_MS);
  if (answer.kind === "refused") return { problem: answer.reason, again: false };
  if (answer.kind === "away") return { problem: AWAY, again: true };
  const asked: Asked = { address: fragment, screening: ask.screening_id, person };
  return { session: Session.begin(answer.body, asked, sound) };
}

/** Makes the journal's entries for one session and hands them on. */
import type { Stop } from "./machine";
import type { Entry, Mobility, Plan, Segment } from "./types";

type Kind = Entry["kind"];
type Made<K extends Kind> = Omit<Extract<Entry, { kind: K }>, "id" | "at" | "utc_offset_minutes" | "rules_version" | "kind">;

export class Recorder {
  readonly #plan: Plan;
  readonly screening: string;
  readonly #keep: (entry: Entry) => void;

  constructor(plan: Plan, screening: string, keep: (entry: Entry) => void) {
    this.#plan = plan;
    this.screening = screening;
    this.#keep = keep;
  }

  started(): void {
    const { id, region, minutes, before, steps } = this.#plan;
    this.#add("session_started", {
      session_id: id,
      screening_id: this.screening,
      region,
      minutes,
      techniques: [...new Set(steps.map((step) => step.technique))],
      stiffness: before?.stiffness ?? null,
      discomfort: before?.discomfort ?? null,
    });
  }

  boutDone(segment: Segment, ms: number): void {
    if (segment.technique === null) return;
    const { technique, side, level } = segment;
    this.#add("bout_done", { session_id: this.#plan.id, technique, side, level, seconds: Math.round(ms / 100) / 10 });
  }

  /** At the stop itself, and again with the same stop id once it is known what happened. Returns the entry's id. */
  stop(stop: Stop): string {
    const segment = this.#plan.segments[stop.segment];
    return this.#add("stop", {
      session_id: this.#plan.id,
      stop_id: stop.id,
      event: stop.event,
      technique: segment?.technique ?? null,
      side: segment?.side ?? null,
      level: segment?.level ?? null,
      segment_ms: stop.segment_ms,
      session_ms: stop.session_ms,
      pain_now: stop.pain_now,
      follow_up: stop.follow_up,
      supersedes: stop.answer,
    });
  }

  pop(technique: string | null): void {
    this.#add("pop_noted", { session_id: this.#plan.id, technique });
  }

  ended(completed: boolean, playedMs: number): void {
    this.#add("session_ended", { session_id: this.#plan.id, completed, played_ms: Math.round(playedMs) });
  }

  after(stiffness: number, discomfort: number, mobility: Mobility): void {
    this.#add("after", { session_id: this.#plan.id, stiffness, discomfort, mobility });
  }

  #add<K extends Kind>(kind: K, made: Made<K>): string {
    const now = new Date();
    const id = crypto.randomUUID();
    this.#keep({
      ...made,
      kind,
      id,
      at: now.toISOString(),
      utc_offset_minutes: -now.getTimezoneOffset(),
      rules_version: this.#plan.rules_version,
    } as unknown as Entry);
    return id;
  }
}

/** One session: holds its state, and joins the clock, the plan, the sound and what is kept. */
import { flushSync } from "svelte";
import { SessionClock } from "./core/clock";
import { chosen, isAnswered, isOver, noneOfThese, painSaid, restored, stopped, warned } from "./core/machine";
import type { State, Stop } from "./core/machine";
import { Recorder } from "./core/recorder";
import { cuesBetween, endsBout, segmentAt, workEnded } from "./core/timeline";
import type { Figure, Mobility, Plan, StopChoice } from "./core/types";
import { loadFigures } from "./io/figures";
import { keepEntry } from "./io/outbox";
import { forgetSaved, savePlan, saveProgress } from "./io/saved";
import type { Asked, Progress, Saved } from "./io/saved";
import { Sound } from "./sound.svelte";
import { keepAwake, letSleep } from "./io/wake";

const SAVE_EVERY_MS = 1000;
const NOTICE_MS = 6000;
/** By then a stop has been drawn. */
const SETTLE_AFTER_MS = 50;

const TOO_LATE = {
  problem: "Your answers were about earlier.",
  fix: "A session begins with how you are now: go to Today and answer anew.",
};

/** A screen that goes with the focus still in it makes the browser lay out both screens at once. */
function leaveFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

export class Session {
  readonly plan: Plan;
  readonly sound: Sound;
  readonly #recorder: Recorder;
  readonly #clock = new SessionClock(() => performance.now());
  state: State = $state.raw({ screen: "loading" });
  /** Position in the plan in ms, as last drawn. */
  at = $state(0);
  figures: Record<string, Figure> = $state.raw({});
  popNotedUntil = $state(-1);
  /** The plan says until when it may be begun or gone on with: answers are about now, and now passes. */
  get stale(): boolean {
    return !(Date.now() < Date.parse(this.plan.good_until));
  }
  #cuedTo = 0;
  #heldMs = 0;
  #savedAt = 0;
  #started = false;
  #ended = false;
  readonly segment = $derived.by(() => segmentAt(this.plan, this.at));

  constructor(plan: Plan, asked: Asked, sound: Sound) {
    this.plan = plan;
    this.sound = sound;
    this.#recorder = new Recorder(plan, asked.screening, (entry) => void keepEntry(entry, asked.person ?? null));
  }

  static begin(plan: Plan, asked: Asked, sound: Sound): Session {
    const session = new Session(plan, asked, sound);
    session.#enter({ screen: "ready" });
    void savePlan(plan, asked);
    session.#loadFigures();
    return session;
  }

  static restore(saved: Saved, sound: Sound): Session {
    const session = new Session(saved.plan, saved.asked, sound);
    const { progress } = saved;
    session.#started = progress.started;
    session.#ended = progress.ended;
    session.#clock.restore(progress.position, progress.played);
    session.at = progress.position;
    session.#enter(restored(saved.plan, progress.state, progress.segment));
    session.#loadFigures();
    return session;
  }

  /** In a press: lets sound be heard, and plays from the beginning. */
  start(): void {
    if (this.stale) return this.#enter({ screen: "problem", ...TOO_LATE });
    this.#started = true;
    this.#recorder.started();
    this.#play(0);
  }

  pause(): void {
    if (this.state.screen !== "playing") return;
    this.#halt();
    this.#enter({ screen: "paused" });
    this.sound.say(this.plan.words.paused);
  }

  goOn(): void {
    if (this.state.screen !== "paused") return;
    if (this.stale) return this.#enter({ screen: "middle", segment: this.segment.resume_at });
    this.#play(this.#clock.position, `${this.segment.title}. ${this.segment.show}.`);
  }

  /** Goes on from the get-ready of the step that `segment` belongs to. */
  goOnFrom(segment: number): void {
    const from = this.plan.segments[this.plan.segments[segment]?.resume_at ?? 0];
    if (from && !this.stale) this.#play(from.start_ms, this.plan.words.resumed);
  }

  restartStep(): void {
    this.goOnFrom(this.segment.index);
  }

  skipStep(): void {
    const { index, skip_to } = this.segment;
    const next = skip_to > index ? this.plan.segments[skip_to] : undefined;
    if (next) this.#play(next.start_ms);
    else this.#finish();
  }

  /** Stops at once: silence, then the screen, then everything that may take its time. */
  stop(): void {
    if (this.state.screen !== "playing" && this.state.screen !== "paused") return;
    this.#clock.pause();
    this.sound.hush();
    document.documentElement.dataset["state"] = "stopped";
    const at = Math.min(this.#clock.position, this.plan.total_ms);
    const state = stopped(segmentAt(this.plan, at), at, crypto.randomUUID());
    leaveFocus();
    flushSync(() => {
      this.at = at;
      this.state = state;
    });
    performance.mark("supple:stopped");
    this.#enter(state);
    if (state.screen === "stopped") this.#recorder.stop(state.stop);
    setTimeout(() => this.#settle(state), SETTLE_AFTER_MS);
  }

  /** What of a stop can wait until its screen is seen. */
  #settle(state: State): void {
    if (this.state !== state) return;
    this.sound.say(this.plan.words.stopped_say);
    this.#rest();
  }

  choose(stop: Stop, choice: StopChoice): void {
    this.#follow(chosen(this.plan, stop, choice));
  }

  warn(stop: Stop, question: string, answer: true | "unsure"): void {
    this.#follow(warned(stop, question, answer));
  }

  noneOfThese(stop: Stop, choice: StopChoice): void {
    this.#follow(noneOfThese(this.plan, stop, choice));
  }

  sayPain(stop: Stop, choice: StopChoice, pain: number): void {
    this.#follow(painSaid(this.plan, stop, choice, pain));
  }

  notePop(): void {
    this.#recorder.pop(this.segment.technique);
    this.popNotedUntil = this.at + NOTICE_MS;
  }

  endHere(): void {
    this.#halt();
    this.#end(false);
    this.#enter({ screen: "after" });
  }

  toAfter(): void {
    this.sound.hush();
    this.#enter({ screen: "after" });
  }

  keepAfter(stiffness: number, discomfort: number, mobility: Mobility): void {
    this.#recorder.after(stiffness, discomfort, mobility);
    this.#enter({ screen: "kept", event: this.plan.after_pain[discomfort] ?? null });
    void forgetSaved();
  }

  leave(): void {
    this.sound.hush();
    void forgetSaved();
  }

  /** To be called at every drawn frame; all it does follows from the clock. */
  tick(): void {
    if (this.state.screen !== "playing") return;
    const from = this.#cuedTo;
    const to = Math.min(this.#clock.position, this.plan.total_ms);
    this.#cuedTo = to;
    this.at = to;
    document.documentElement.dataset["segment"] = String(this.segment.index);
    for (const cue of cuesBetween(this.plan, from, to)) this.sound.cue(cue);
    this.#countWork(from, to);
    if (to >= this.plan.total_ms) this.#finish();
    else if (Math.abs(to - this.#savedAt) >= SAVE_EVERY_MS) this.#save();
  }

  #countWork(from: number, to: number): void {
    for (const segment of workEnded(this.plan, from, to)) {
      this.#heldMs += segment.end_ms - segment.start_ms;
      if (!endsBout(this.plan, segment)) continue;
      this.#recorder.boutDone(segment, this.#heldMs);
      this.#heldMs = 0;
    }
  }

  #play(from: number, first = ""): void {
    this.sound.hush();
    this.sound.unlock();
    if (from !== this.#clock.position) this.#heldMs = 0;
    this.#clock.moveTo(from);
    this.#cuedTo = from;
    this.at = from;
    this.popNotedUntil = -1;
    this.#clock.run();
    this.#enter({ screen: "playing" });
    this.sound.say(first);
    void keepAwake();
  }

  #halt(): void {
    this.#clock.pause();
    this.sound.hush();
    this.at = Math.min(this.#clock.position, this.plan.total_ms);
    this.#rest();
  }

  #rest(): void {
    this.sound.rest();
    letSleep();
  }

  #finish(): void {
    this.#halt();
    this.#end(true);
    this.#enter({ screen: "finished" });
    this.sound.say(this.plan.words.finished_say);
  }

  #follow(state: State): void {
    this.sound.hush();
    if (isAnswered(state)) this.#recorder.stop(state.stop);
    if (isOver(state)) this.#end(false);
    this.#enter(state);
    if (state.screen === "result") this.sound.say([state.title, ...state.say].join(" "));
    if (state.screen === "emergency") {
      const { title, call, number, say } = this.plan.emergency;
      this.sound.sayAlways([title, `${call} ${[...number].join(" ")}.`, ...say].join(" "));
    }
  }

  #end(completed: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#recorder.ended(completed, this.#clock.played);
  }

  #enter(state: State): void {
    this.state = state;
    document.documentElement.dataset["state"] = state.screen;
    document.documentElement.dataset["segment"] = String(this.segment.index);
    if (state.screen !== "kept") this.#save();
  }

  #save(): void {
    this.#savedAt = this.at;
    const progress: Progress = {
      state: this.state,
      position: this.at,
      played: this.#clock.played,
      segment: this.segment.index,
      started: this.#started,
      ended: this.#ended,
    };
    void saveProgress(progress);
  }

  #loadFigures(): void {
    void loadFigures(this.plan, (drawing, figure) => {
      this.figures = { ...this.figures, [drawing]: figure };
    });
  }
}

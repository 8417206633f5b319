/** One session: holds its state, and joins the clock, the plan, the sound and what is kept. */
import { flushSync } from "svelte";
import { Change } from "./change.svelte";
import { SessionClock } from "./core/clock";
import { Freshness } from "./core/freshness";
import { askedAgain, emergencySay, goesOn, isAnswered, isOver, isSaid, isUnanswered } from "./core/machine";
import { restored, stopped, withAnswer } from "./core/machine";
import type { State, Stop } from "./core/machine";
import { asTheJournalSays } from "./core/place";
import { Pops } from "./core/pops";
import { DELETED, heard, IN_ANOTHER_TAB, overBy, TOO_LATE } from "./core/problems";
import { Recorder } from "./core/recorder";
import { rowFor } from "./core/rows";
import { cuesBetween, segmentAt } from "./core/timeline";
import type { EmergencyPage, Mobility, Plan, Problem, Standing } from "./core/types";
import { Work } from "./core/work";
import { Figures } from "./figures.svelte";
import { tell } from "./io/channel";
import { leaveFocus } from "./io/focus";
import { keepHelpOf } from "./io/help";
import { guardBack } from "./io/history";
import { leadsAway, onceGone } from "./io/leaving";
import { now } from "./io/now";
import { outbox } from "./io/outbox";
import { tellPlace } from "./io/place";
import { forgetSaved, keepsSession, saveEmergency, savePlan, saveProgress } from "./io/saved";
import type { Asked, Progress, Saved } from "./io/saved";
import { keepAwake, letSleep } from "./io/wake";
import { Permission } from "./permission.svelte";
import { Sound } from "./sound.svelte";

const SAVE_EVERY_MS = 1000;
const NOTICE_MS = 6000;
const SETTLE_AFTER_MS = 50; // By then a stop has been drawn.

export class Session {
  plan: Plan;
  readonly sound: Sound;
  readonly #recorder: Recorder;
  readonly #work: Work;
  readonly #pops = new Pops();
  readonly #change = new Change();
  readonly permission: Permission;
  readonly #clock = new SessionClock(now);
  readonly #fresh: Freshness;
  state: State = $state.raw({ screen: "loading" });
  /** Position in the plan in ms, as last drawn. */
  at = $state(0);
  readonly figures = new Figures();
  popNotedUntil = $state(-1);
  /** The stop whose answer led to the emergency page, whatever was said later. */
  alarmed: Stop | null = $state.raw(null);
  get canChangeAnswer(): boolean {
    return this.#change.isOffered;
  }
  /** The plan says until when it may be begun or gone on with: answers are about now, and now passes. */
  get stale(): boolean {
    return this.#fresh.stale;
  }
  #cuedTo = -1;
  #savedAt = 0;
  #started = false;
  #ended = false;
  #robbed = false;
  readonly segment = $derived.by(() => segmentAt(this.plan, this.at));

  constructor(plan: Plan, asked: Asked, sound: Sound, left: Progress["left"] = null) {
    this.plan = $state.raw(plan);
    this.sound = sound;
    this.permission = new Permission(sound);
    this.#fresh = new Freshness(plan.good_until, now, left);
    this.#recorder = new Recorder(plan, asked.screening, (entry) => outbox.keep(rowFor(plan, entry)));
    this.#work = new Work(plan, (segment, ms) => this.#recorder.boutDone(segment, ms));
  }

  static begin(plan: Plan, asked: Asked, sound: Sound): Session {
    const session = new Session(plan, asked, sound);
    session.#enter({ screen: "ready" });
    void savePlan(plan, asked);
    session.figures.load(plan);
    return session;
  }

  static restore(saved: Saved, sound: Sound): Session {
    const { progress } = saved;
    const session = new Session(saved.plan, saved.asked, sound, progress.left);
    session.alarmed = progress.alarmed ?? null;
    session.#started = progress.started;
    session.#ended = progress.ended;
    session.#clock.restore(progress.position, progress.played);
    session.at = progress.position;
    session.#enter(restored(saved.plan, progress.state, progress.segment));
    if (isOver(session.state)) session.#end(session.state.screen === "finished");
    session.figures.load(saved.plan);
    return session;
  }

  /** In a press: lets sound be heard, and plays from the beginning. */
  start(): void {
    if (this.state.screen === "ready") this.#goOnBy(() => this.#begin());
  }

  #begin(): void {
    this.#started = true;
    this.#recorder.started();
    this.#play(0);
  }

  /** `away`: nobody was there for a while, so it stands where it was when they were last. */
  pause(away = false): void {
    if (this.state.screen !== "playing") return;
    const there = this.#halt() && !away;
    this.#enter({ screen: "paused", away: !there });
    this.sound.say(there ? this.plan.words.paused : "You were away. It is paused.");
  }

  goOn(): void {
    if (this.state.screen !== "paused") return;
    this.#goOnBy(() => this.#run(`${this.segment.title}. ${this.segment.show}.`));
  }

  /** Goes on from the get-ready of the step that `segment` belongs to. */
  goOnFrom(segment: number): void {
    const from = this.plan.segments[this.plan.segments[segment]?.resume_at ?? 0];
    if (from && goesOn(this.state)) this.#goOnBy(() => this.#play(from.start_ms, this.plan.words.resumed));
  }

  restartStep(): void {
    this.goOnFrom(this.segment.index);
  }

  skipStep(): void {
    if (!goesOn(this.state)) return;
    const { index, skip_to } = this.segment;
    const next = skip_to > index ? this.plan.segments[skip_to] : undefined;
    this.#goOnBy(() => (next ? this.#play(next.start_ms) : this.#finish()));
  }

  /** At once while it plays; else once the journal had its say, if it answers in time. */
  #goOnBy(goOn: () => void): void {
    if (!this.#mayGoOn()) return;
    if (this.state.screen === "playing") return goOn();
    this.sound.unlock(); // In the press itself: later the browser would not let it be heard.
    void this.permission.toMove(this).then((may) => may && this.#mayGoOn() && goOn());
  }

  /** What the journal says: it may end this, and tells where the person is. */
  know(standing: Standing): void {
    const emergency = asTheJournalSays(this.plan.emergency, standing.emergency);
    if (emergency.untold || JSON.stringify(emergency) !== JSON.stringify(this.plan.emergency)) this.moveTo(emergency);
    const over = overBy(this.state, standing);
    if (over !== null) this.#giveUp(over);
  }

  /** The journal was deleted: what might move ends here, and is noted nowhere. */
  forgotten(): void {
    if (this.state.screen !== "ready" && !goesOn(this.state)) return;
    this.#ended = true;
    this.#giveUp(DELETED);
  }

  /** For closed eyes, too, where it played. */
  #giveUp(why: Problem): void {
    const played = this.state.screen === "playing";
    this.#halt();
    this.#end(false);
    this.#enter({ screen: "problem", ...why });
    if (played) this.sound.say(`${why.problem} ${why.fix}`);
  }

  /** The emergency page by where the person is: as chosen here, or as the journal says. */
  moveTo(emergency: EmergencyPage): void {
    const { number, untold } = this.plan.emergency;
    this.plan = { ...this.plan, emergency };
    if (!this.#robbed && (number !== emergency.number || untold !== emergency.untold)) {
      void saveEmergency(emergency);
      this.#save();
    }
    void tellPlace(this.plan).then((page) => page && this.plan.emergency === emergency && this.moveTo(page));
  }

  /** Whether a step may play from here, now: what plays already goes on, though not on answers about earlier. */
  #mayGoOn(): boolean {
    if (this.state.screen !== "playing" && !this.permission.isKept()) return false;
    if (!this.stale) return true;
    const isNew = this.state.screen === "ready";
    this.#halt();
    this.#enter(isNew ? { screen: "problem", ...TOO_LATE } : { screen: "middle", segment: this.segment.resume_at });
    return false;
  }

  /** Stops at once: the screen, then silence, then everything that may take its time. All in the press's own task. */
  stop(): void {
    if (this.state.screen === "ready" && this.permission.asking) this.#begin(); // It stops where it begins.
    if (this.state.screen !== "playing" && this.state.screen !== "paused") return;
    this.#clock.pause();
    document.documentElement.dataset["state"] = "stopped";
    const at = Math.min(this.#clock.position, this.plan.total_ms);
    const state = stopped(segmentAt(this.plan, at), at, crypto.randomUUID());
    leaveFocus();
    flushSync(() => {
      this.at = at;
      this.state = state;
    });
    this.sound.hush();
    this.#enter(state);
    if (state.screen === "stopped") this.#recorder.stop(state.stop);
    setTimeout(() => {
      if (this.state !== state) return;
      this.sound.say(this.plan.words.stopped_say);
      this.#rest();
    }, SETTLE_AFTER_MS);
  }

  /** What follows from something said about a stop, while it is asked about: a second press comes too late. */
  answer(stop: Stop, next: State): void {
    const asked = "stop" in this.state && !isAnswered(this.state) ? this.state.stop.id : null;
    if (asked === stop.id) this.#follow(next);
  }

  /** Asks once more what happened: the next answer takes the place of the last. */
  changeAnswer(): void {
    if (!isAnswered(this.state) || !this.#change.isInTime) return;
    this.#change.forget();
    this.sound.hush();
    this.#enter(askedAgain(this.state.stop));
  }

  /** The emergency page again, from a later screen. */
  showEmergency(): void {
    if (this.alarmed === null || this.state.screen === "playing") return;
    this.#halt();
    this.#end(false);
    this.#enter({ screen: "emergency", stop: this.alarmed });
  }

  /** Another tab of this browser stopped a session, or answered its stop: it has noted that itself. */
  hear(plan: string, news: State): void {
    const state = heard(this.state, plan === this.plan.id, news);
    if (state === null) return;
    this.#halt();
    this.#change.forget();
    if (state !== news) this.#end(false);
    this.#robbed ||= state !== news;
    if (isOver(state)) this.#ended = true;
    if (state.screen === "emergency") this.alarmed = state.stop;
    if (state !== news) return this.#enter(state);
    this.#started = true;
    this.#show(state);
  }

  /** Another tab took the turn, and with it what was kept of this session: it goes on or ends there. */
  rob(): void {
    if (this.state.screen === "kept") return;
    this.#halt();
    if (!keepsSession()) this.#end(false);
    this.#change.forget();
    this.#ended = this.#robbed = true;
    if (this.state.screen !== "emergency") this.#enter({ screen: "problem", ...IN_ANOTHER_TAB });
  }

  notePop(): void {
    if (!this.#pops.isAnother(now().steady)) return;
    this.#recorder.pop(this.segment.technique);
    this.popNotedUntil = this.at + NOTICE_MS;
  }

  endHere(): void {
    if (this.state.screen === "playing" || this.state.screen === "after") return;
    this.#halt();
    this.#end(false);
    this.#enter({ screen: "after" });
  }

  toAfter(): void {
    if (!isOver(this.state)) return;
    this.sound.hush();
    this.#end(this.state.screen === "finished");
    this.#enter({ screen: "after" });
  }

  keepAfter(stiffness: number, discomfort: number, mobility: Mobility): void {
    if (this.state.screen !== "after") return;
    this.#recorder.after(stiffness, discomfort, mobility);
    this.#enter({ screen: "kept", event: this.plan.after_pain[discomfort] ?? null });
    void forgetSaved();
  }

  leave(press: MouseEvent): void {
    if (!leadsAway(press)) return;
    this.sound.hush();
    this.#end(false);
    onceGone(() => void forgetSaved());
  }

  /** To be called at every drawn frame; all it does follows from the clock. */
  tick(): void {
    if (this.state.screen !== "playing") return;
    if (!this.#clock.look()) return this.pause(true);
    const to = Math.min(this.#clock.position, this.plan.total_ms);
    const cues = cuesBetween(this.plan, this.#cuedTo, to);
    this.#cuedTo = to;
    this.at = to;
    document.documentElement.dataset["segment"] = String(this.segment.index);
    this.sound.keepOn();
    for (const cue of cues) this.sound.cue(cue);
    this.#work.playedTo(to);
    if (to >= this.plan.total_ms) this.#finish();
    else if (Math.abs(to - this.#savedAt) >= SAVE_EVERY_MS) this.#save();
  }

  #play(from: number, first = ""): void {
    this.#work.beginAt(from);
    this.#clock.moveTo(from);
    this.#cuedTo = from - 1;
    this.at = from;
    this.#run(first);
  }

  #run(first: string): void {
    this.#change.forget();
    this.sound.hush();
    this.sound.unlock();
    guardBack();
    this.popNotedUntil = -1;
    this.#clock.run();
    this.#enter({ screen: "playing" });
    this.sound.say(first);
    keepAwake();
  }

  /** False if it had been left alone before, unseen. */
  #halt(): boolean {
    const there = this.#clock.pause();
    this.sound.hush();
    this.at = Math.min(this.#clock.position, this.plan.total_ms);
    this.#rest();
    return there;
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
    // An event counts from its own press on: what is asked after it may never be answered.
    const kept = isSaid(state) ? withAnswer(state, this.#recorder.stop(state.stop)) : state;
    if (kept.screen === "emergency") this.alarmed = kept.stop;
    // The answer is kept already, and the session is over once no other can take its place.
    if (isAnswered(kept)) this.#change.offer(() => isOver(kept) && this.#end(false));
    this.#enter(kept);
    if (kept.screen === "result") this.sound.say([kept.title, ...kept.say].join(" "));
    if (kept.screen === "emergency") this.sound.sayAlways(emergencySay(this.plan));
  }

  #end(completed: boolean): void {
    this.#change.forget();
    if (this.#ended || !this.#started) return;
    this.#ended = true;
    this.#recorder.ended(completed, this.#clock.played);
  }

  #enter(state: State): void {
    this.#show(state);
    if (isUnanswered(state) || isAnswered(state)) tell({ kind: "stopped", plan: this.plan.id, state });
    if (state.screen !== "kept") this.#save();
  }

  #show(state: State): void {
    this.state = state;
    this.permission.why = "";
    document.documentElement.dataset["state"] = state.screen;
    document.documentElement.dataset["segment"] = String(this.segment.index);
  }

  #save(): void {
    this.#savedAt = this.at;
    if (this.#robbed) return;
    if (this.alarmed !== null) keepHelpOf(this.plan, this.#recorder.screening);
    void saveProgress({
      state: this.state,
      position: this.at,
      played: this.#clock.played,
      segment: this.segment.index,
      started: this.#started,
      ended: this.#ended,
      left: this.#fresh.left,
      alarmed: this.alarmed,
    });
  }
}

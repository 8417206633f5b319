/**
 * What the plan says at a moment. Every function is of the plan and a time in ms alone.
 * The terminal has the same in `src/supple/session/moments.py`: one table of cases holds for both.
 */
import type { BreathCue, Cue, Plan, Segment } from "./types";

const DISC_OUT = 0.6;
const DISC_IN = 0.92;

export function segmentAt(plan: Plan, at: number): Segment {
  const segment = plan.segments.findLast(({ start_ms }) => start_ms <= at) ?? plan.segments[0];
  if (!segment) throw new Error("The plan has no segments.");
  return segment;
}

/** Share of the segment done, 0 to 1. */
export function progress(segment: Segment, at: number): number {
  const whole = segment.end_ms - segment.start_ms;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (at - segment.start_ms) / whole));
}

export function secondsLeft(segment: Segment, at: number): number {
  return Math.max(0, Math.ceil((segment.end_ms - at) / 1000));
}

export function breathAt(segment: Segment, at: number): BreathCue | null {
  return segment.breaths.findLast((breath) => breath.start_ms <= at && at < breath.end_ms) ?? null;
}

/** Size of the breath disc as a share of its ring: eased over the breath. */
export function discSize(breath: BreathCue | null, at: number): number {
  if (breath === null || breath.phase === "free") return DISC_OUT;
  const share = Math.min(1, Math.max(0, (at - breath.start_ms) / (breath.end_ms - breath.start_ms)));
  const eased = (1 - Math.cos(Math.PI * share)) / 2;
  return DISC_OUT + (DISC_IN - DISC_OUT) * (breath.phase === "in" ? eased : 1 - eased);
}

/** Whether a cue may be heard: while nothing plays, nothing asks for movement. */
export function mayBeHeard(cue: Cue, playing: boolean): boolean {
  return playing || !cue.moves;
}

/** Cues after `from` up to and at `to`, in order. */
export function cuesBetween(plan: Plan, from: number, to: number): Cue[] {
  const near = plan.segments.filter((segment) => from <= segment.end_ms && segment.start_ms <= to);
  return near.flatMap((segment) => segment.cues.filter((cue) => from < cue.at_ms && cue.at_ms <= to));
}

function isWork(segment: Segment): boolean {
  return segment.kind === "hold" || segment.kind === "sweep";
}

/** Segments of holding or sweeping that ended in (from, to]. */
export function workEnded(plan: Plan, from: number, to: number): Segment[] {
  return plan.segments.filter((segment) => isWork(segment) && from < segment.end_ms && segment.end_ms <= to);
}

/** True if no more holding or sweeping follows in the segment's own bout. */
export function endsBout(plan: Plan, segment: Segment): boolean {
  return !plan.segments.some(
    (other) =>
      other.index > segment.index && isWork(other) && other.step === segment.step && other.bout === segment.bout,
  );
}

/** A spoken sentence without the title that is on the screen already. */
export function withoutTitle(say: string, title: string): string {
  return say.startsWith(title) ? say.slice(title.length).replace(/^[.:!\s]+/, "") : say;
}

/** Short name and place of the segment's technique in the routine, or nothing between techniques. */
export function whereAt(plan: Plan, segment: Segment): string {
  const step = segment.step === null ? undefined : plan.steps[segment.step - 1];
  return step ? `${step.short}, step\u00a0${segment.step}\u00a0of\u00a0${plan.steps.length}` : "";
}

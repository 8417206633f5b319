/** The screens of a session and what leads from one to the next. Plain data, so that it can be kept and restored. */
import type { Plan, Problem, Segment, StopChoice } from "./types";

/** A stop and what has been said about it so far. */
export interface Stop {
  id: string;
  segment: number;
  segment_ms: number;
  session_ms: number;
  event: string | null;
  pain_now: number | null;
  follow_up: Record<string, boolean | "unsure">;
  /** The entry with the answer so far: another answer takes its place. */
  answer: string | null;
}

export type State =
  | { screen: "loading" }
  | ({ screen: "problem" } & Problem)
  | { screen: "ready" }
  | { screen: "middle"; segment: number }
  | { screen: "playing" }
  | { screen: "paused"; away: boolean }
  | { screen: "stopped"; stop: Stop }
  | { screen: "follow_up"; stop: Stop; choice: StopChoice }
  | { screen: "pain"; stop: Stop; choice: StopChoice }
  | { screen: "result"; stop: Stop; resumes: boolean; title: string; say: string[] }
  | { screen: "emergency"; stop: Stop }
  | { screen: "finished" }
  | { screen: "after" }
  | { screen: "kept"; event: string | null };

/** What an event means, by the plan's own table. */
export function meaning(plan: Plan, event: string): { title: string; say: string[]; emergency: boolean; resumes: boolean } {
  const choice = plan.stop_choices.find((known) => known.event === event);
  if (choice) return { ...choice, resumes: choice.leads_to === "resumes" };
  const result = plan.stop_results.find((known) => known.event === event);
  if (!result) throw new Error(`The plan does not say what follows "${event}".`);
  return { ...result, emergency: false, resumes: false };
}

/** The emergency page, by ear: the number digit by digit. */
export function emergencySay(plan: Plan): string {
  const { title, call, number, say } = plan.emergency;
  return [title, `${call} ${[...number].join(" ")}.`, ...say].join(" ");
}

export function stopped(segment: Segment, position: number, id: string): State {
  const within = Math.round(Math.max(0, position - segment.start_ms));
  return {
    screen: "stopped",
    stop: {
      id,
      segment: segment.index,
      segment_ms: within,
      session_ms: Math.round(position),
      event: null,
      pain_now: null,
      follow_up: {},
      answer: null,
    },
  };
}

/** Back at "what happened?", after an answer that was not meant. The stop itself stays. */
export function askedAgain(stop: Stop): State {
  return { screen: "stopped", stop: { ...stop, event: null, pain_now: null, follow_up: {} } };
}

/** The same screen, once its answer is an entry. */
export function withAnswer<S extends State & { stop: Stop }>(state: S, answer: string): S {
  return { ...state, stop: { ...state.stop, answer } };
}

/** After "what happened?" has been answered. */
export function chosen(plan: Plan, stop: Stop, choice: StopChoice): State {
  const said = { ...stop, event: choice.event };
  if (choice.emergency) return { screen: "emergency", stop: said };
  if (choice.ask.length > 0) return { screen: "follow_up", stop: said, choice };
  return askedAll(plan, said, choice);
}

/** After one follow-up question was answered yes or not sure: no further questions first. */
export function warned(stop: Stop, question: string, answer: true | "unsure"): State {
  return { screen: "emergency", stop: { ...stop, follow_up: { ...stop.follow_up, [question]: answer } } };
}

/** After "None of these". */
export function noneOfThese(plan: Plan, stop: Stop, choice: StopChoice): State {
  const follow_up = Object.fromEntries(choice.ask.map((question) => [question.id, false]));
  return askedAll(plan, { ...stop, follow_up }, choice);
}

/** After pain now was given, 0 to 10. */
export function painSaid(plan: Plan, stop: Stop, choice: StopChoice, pain: number): State {
  return follows(plan, { ...stop, pain_now: pain, event: choice.pain_leads_to[pain] ?? choice.event });
}

function askedAll(plan: Plan, stop: Stop, choice: StopChoice): State {
  return choice.ask_pain ? { screen: "pain", stop, choice } : follows(plan, stop);
}

function follows(plan: Plan, stop: Stop): State {
  if (stop.event === null) return { screen: "stopped", stop };
  const { title, say, emergency, resumes } = meaning(plan, stop.event);
  return emergency ? { screen: "emergency", stop } : { screen: "result", stop, resumes, title, say };
}

/** Where a stop stands by its entry alone: what that leaves open is asked. */
export function standsAt(plan: Plan, stop: Stop): State {
  const choice = plan.stop_choices.find((known) => known.event === stop.event);
  if (!choice) return plan.stop_results.some((known) => known.event === stop.event) ? follows(plan, stop) : askedAgain(stop);
  if (Object.values(stop.follow_up).some((answer) => answer !== false)) return { screen: "emergency", stop };
  if (choice.ask.some((question) => !(question.id in stop.follow_up))) return chosen(plan, stop, choice);
  return stop.pain_now === null ? askedAll(plan, stop, choice) : follows(plan, stop);
}

export type Answered = Extract<State, { screen: "result" | "emergency" }>;

/** True once what happened has been said in full. */
export function isAnswered(state: State): state is Answered {
  return state.screen === "result" || state.screen === "emergency";
}

/** True once an event was named, whatever is still asked about it. */
export function isSaid(state: State): state is State & { stop: Stop } {
  return "stop" in state && state.stop.event !== null;
}

/** True where a step may be begun from: again, or the next. */
export function goesOn(state: State): boolean {
  return ["playing", "paused", "middle"].includes(state.screen) || (state.screen === "result" && state.resumes);
}

/** True while a stop was made and nobody said yet what happened. */
export function isUnanswered(state: State): state is State & { stop: Stop } {
  return state.screen === "stopped" || state.screen === "follow_up" || state.screen === "pain";
}

/** True if the session is over in this state, so that nothing may be gone on with. */
export function isOver(state: State): boolean {
  const over = ["emergency", "finished", "after", "kept"];
  return over.includes(state.screen) || (state.screen === "result" && !state.resumes);
}

/** What to show of a kept state when the page is opened again: never straight into movement. */
export function restored(plan: Plan, state: State, segment: number): State {
  const moving = state.screen === "playing" || state.screen === "paused" || state.screen === "middle";
  if (moving) return { screen: "middle", segment: plan.segments[segment]?.resume_at ?? 0 };
  return state;
}

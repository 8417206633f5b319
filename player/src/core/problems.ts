/** Why a session does not go on, and what to do. */
import { goesOn, isAnswered, isUnanswered } from "./machine";
import type { State } from "./machine";
import type { Problem, Standing } from "./types";

export const TOO_LATE = {
  problem: "Your answers were about earlier.",
  fix: "A session begins with how you are now: go to Today and answer anew.",
};

export const NOT_READY = {
  problem: "The session could not be got ready.",
  fix: "Try again, or go back to Today and begin anew.",
};

export const IN_ANOTHER_TAB = {
  problem: "This session was stopped in another tab.",
  fix: "Nothing plays here any more. You can close this tab, or go back to Today.",
};

export const DELETED = {
  problem: "This journal was deleted.",
  fix: "Nothing plays here any more. You can close this tab, or go back to Today.",
};

export const STOP_WAITS =
  "A stop that you noted has not reached your journal yet. A session starts once it has: check that Supple is still " +
  "running on this computer, then press again.";

export const SAID_WAITS =
  "You said something on another page, and Supple does not answer just now. It goes on from here once Supple has: " +
  "check that it is still running on this computer, then press again.";

export const CLOSED = {
  problem: "There is no session for now.",
  fix: "Something else was said since this one began. Today tells what, and what to do next.",
};

export const ANSWERED = {
  problem: "You said elsewhere what happened.",
  fix: "This session is over. A new one begins at Today.",
};

/** Why a session in this state is over, by what the journal says; null if it is not. */
export function overBy(state: State, { closed, answered }: Standing): Problem | null {
  if (isUnanswered(state)) return answered ? ANSWERED : null;
  return closed && (state.screen === "ready" || goesOn(state)) ? CLOSED : null;
}

/** What a page shows once another tab stopped a session or answered its stop; null if that is nothing to it. */
export function heard(state: State, sameSession: boolean, news: State): State | null {
  const moves = ["ready", "playing", "paused", "middle"].includes(state.screen);
  if (sameSession) return moves || isUnanswered(state) || isAnswered(state) ? news : null;
  return moves ? { screen: "problem", ...IN_ANOTHER_TAB } : null;
}

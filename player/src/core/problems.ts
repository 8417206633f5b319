/** Why a session does not go on, and what to do. */
import { isAnswered, isUnanswered } from "./machine";
import type { State } from "./machine";

export const TOO_LATE = {
  problem: "Your answers were about earlier.",
  fix: "A session begins with how you are now: go to Today and answer anew.",
};

export const IN_ANOTHER_TAB = {
  problem: "This session was stopped in another tab.",
  fix: "Nothing plays here any more. You can close this tab, or go back to Today.",
};

/** What a page shows once another tab stopped a session or answered its stop; null if that is nothing to it. */
export function heard(state: State, sameSession: boolean, news: State): State | null {
  const moves = ["playing", "paused", "middle"].includes(state.screen);
  if (sameSession) return moves || isUnanswered(state) || isAnswered(state) ? news : null;
  return moves ? { screen: "problem", ...IN_ANOTHER_TAB } : null;
}

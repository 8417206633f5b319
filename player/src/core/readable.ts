/** Whether what a server sent, or a browser kept, has the form that the player relies on. */
import { askedAgain } from "./machine";
import type { State, Stop } from "./machine";
import type { Figure, Plan } from "./types";

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** A list with something in it, all of that kind. */
function isListOf(value: unknown, isOne: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOne);
}

export function isPlan(value: unknown): value is Plan {
  const { id, total_ms, steps, segments, stop_choices, stop_results, after_pain, words, emergency } = fieldsOf(value);
  const { number, others, say } = fieldsOf(emergency);
  const { stopped_title, stopped_say } = fieldsOf(words);
  return (
    [id, number, stopped_title, stopped_say].every(isText) &&
    [steps, stop_results, after_pain, others, say].every(Array.isArray) &&
    Number.isFinite(total_ms) &&
    isListOf(segments, isSegment) &&
    isListOf(stop_choices, isChoice)
  );
}

function isSegment(value: unknown): boolean {
  const { start_ms, end_ms, title, cues, breaths, figure } = fieldsOf(value);
  const lists = Array.isArray(cues) && Array.isArray(breaths);
  return Number.isFinite(start_ms) && Number.isFinite(end_ms) && lists && isText(title) && isText(fieldsOf(figure)["drawing"]);
}

function isChoice(value: unknown): boolean {
  const { event, ask, say } = fieldsOf(value);
  return isText(event) && Array.isArray(ask) && Array.isArray(say);
}

function hasStop(state: Fields): boolean {
  const { id, follow_up } = fieldsOf(state["stop"]);
  return isText(id) && typeof follow_up === "object";
}

const always = (): boolean => true;
const asks = (state: Fields): boolean => hasStop(state) && isChoice(state["choice"]);

/** What has to be there of a kept state for its screen. */
const IS_WHOLE: Record<State["screen"], (state: Fields) => boolean> = {
  loading: () => false,
  problem: ({ problem, fix }) => isText(problem) && isText(fix),
  ready: always,
  middle: always,
  playing: always,
  paused: always,
  stopped: hasStop,
  follow_up: asks,
  pain: asks,
  result: (state) => hasStop(state) && isText(state["title"]) && Array.isArray(state["say"]),
  emergency: hasStop,
  finished: always,
  after: always,
  kept: always,
};

/** A kept state as it can be shown: where a stop is all that can be read, it is asked about again. */
export function readableState(value: unknown): State | null {
  const state = fieldsOf(value);
  const screen = String(state["screen"]);
  if (Object.hasOwn(IS_WHOLE, screen) && IS_WHOLE[screen as State["screen"]](state)) return value as State;
  return hasStop(state) ? askedAgain(state["stop"] as Stop) : null;
}

export function isFigure(value: unknown): value is Figure {
  const { title, view_box, layers, clips } = fieldsOf(value);
  const frames = Object.values(fieldsOf(clips)).map((clip) => fieldsOf(clip)["frames"]);
  return (
    isText(title) &&
    isListOf(view_box, Number.isFinite) &&
    isListOf(layers, (layer) => isText(fieldsOf(layer)["kind"])) &&
    isListOf(frames, (clip) => isListOf(clip, (frame) => isListOf(frame, Array.isArray)))
  );
}

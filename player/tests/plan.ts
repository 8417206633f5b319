/** Small plans for tests: segments laid end to end. */
import type { Plan, Segment } from "../src/core/types";

export interface Piece {
  kind: Segment["kind"];
  seconds: number;
  bout?: number;
  cues?: { at: number; say?: string; tone?: Segment["cues"][number]["tone"]; moves?: boolean }[];
}

export function planOf(pieces: Piece[]): Plan {
  let start = 0;
  const segments = pieces.map((piece, index): Segment => {
    const start_ms = start;
    start += piece.seconds * 1000;
    return {
      index,
      start_ms,
      end_ms: start,
      kind: piece.kind,
      technique: "towel-extension",
      step: 1,
      bout: piece.bout ?? 1,
      side: null,
      level: null,
      title: `Segment ${index}`,
      show: "Stay as you are",
      next: "",
      cues: (piece.cues ?? []).map(({ at, say = `Cue ${index} at ${at}`, tone = "soft", moves = true }) => ({
        at_ms: start_ms + at * 1000,
        say,
        tone,
        moves,
      })),
      breaths: [],
      figure: { drawing: "", clip: "", mirrored: false },
      resume_at: 0,
      skip_to: pieces.length,
    };
  });
  return { ...PLAN, total_ms: start, segments };
}

const PLAN: Plan = {
  id: "8f0c3b1e-5f4e-4f8b-9f52-0d3a4f5b6c7d",
  rules_version: "test",
  region: "lower",
  minutes: 5,
  total_ms: 0,
  outcome: "go",
  place: "floor",
  steps: [
    {
      technique: "towel-extension",
      name: "Towel under the back",
      short: "Towel",
      sides: false,
      repeats: 1,
      hold_s: 30,
      level: null,
      gentle: false,
      total_ms: 0,
    },
  ],
  segments: [],
  stop_choices: [
    choice("nothing_bad", { leads_to: "resumes" }),
    choice("sharp_pain", {}),
    choice("more_pain", { ask_pain: true, pain_leads_to: Array.from({ length: 11 }, (_, pain) => (pain > 6 ? "pain_rise" : "more_pain")) }),
    choice("tingling", { ask: [{ id: "numb_between_legs", ask: "Numb between the legs?" }] }),
    choice("cannot_move", { emergency: true }),
  ],
  stop_results: [{ event: "pain_rise", title: "Enough for today", say: ["Rest."] }],
  after_pain: Array.from({ length: 11 }, (_, pain) => (pain > 6 ? "pain_rise" : null)),
  caps: [],
  emergency: { title: "Get help now", call: "Call", number: "112", place: "Europe", others: [], say: ["Stay still."] },
  words: {
    stopped_title: "Stopped",
    stopped_say: "Stopped. What happened?",
    pop_noted: "Noted.",
    paused: "Paused.",
    resumed: "Going on.",
    finished_title: "Done",
    finished_say: "Done. Rest a little.",
  },
  boundaries: "",
  before: { stiffness: 4, discomfort: 1 },
  good_until: "2999-01-01T00:00:00Z",
  journal: "0123456789abcdef0123456789abcdef",
  token: "token",
};

function choice(event: string, changes: Partial<Plan["stop_choices"][number]>): Plan["stop_choices"][number] {
  return {
    event,
    label: event,
    note: "",
    leads_to: "ends",
    emergency: false,
    title: event,
    say: [],
    ask: [],
    ask_pain: false,
    pain_leads_to: [],
    ...changes,
  };
}

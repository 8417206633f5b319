/** What an answer of the server means for the entries that were sent. */
import type { Answer } from "../io/server";
import type { Problem } from "./types";

/** Why an entry is still in this browser. */
export type Why = "pending" | "away" | "link" | "elsewhere" | "deleted" | "unclaimed" | "refused";

export type Verdict =
  | { kind: "judged"; kept: Set<string>; refused: Map<string, Problem> }
  | { kind: "fewer"; reason: Problem }
  | { kind: "waits"; why: Why };

const NOT_AS_IT_IS = new Set([400, 404, 409, 413, 422]);

export function judge(answer: Answer<unknown>): Verdict {
  if (answer.kind === "away") return { kind: "waits", why: "away" };
  if (answer.kind === "given") return judged(answer.body) ?? { kind: "waits", why: "away" };
  const { status, code, body, reason } = answer;
  if (status === 401) return { kind: "waits", why: "link" };
  if (status === 403) return { kind: "waits", why: whyForbidden(code) };
  // Only Supple says what the problem is; another program at this address has no say.
  if (!NOT_AS_IT_IS.has(status) || reason === null) return { kind: "waits", why: "away" };
  const each = judged(body);
  return each !== null && each.refused.size > 0 ? each : { kind: "fewer", reason };
}

function whyForbidden(code: string): Why {
  if (code === "other_journal") return "elsewhere";
  if (code === "deleted_journal") return "deleted";
  return code === "token_of_another_session" ? "link" : "away";
}

function judged(body: unknown): (Verdict & { kind: "judged" }) | null {
  if (typeof body !== "object" || body === null) return null;
  const { kept, refused } = body as { kept?: unknown; refused?: unknown };
  if (!Array.isArray(kept) && !Array.isArray(refused)) return null;
  const ids = (Array.isArray(kept) ? kept : []).filter((id): id is string => typeof id === "string");
  const reasons = new Map<string, Problem>();
  for (const entry of Array.isArray(refused) ? (refused as Partial<Problem & { id: string }>[]) : []) {
    if (typeof entry?.id !== "string") continue;
    reasons.set(entry.id, { problem: entry.problem ?? "Supple did not take this", fix: entry.fix ?? "" });
  }
  return { kind: "judged", kept: new Set(ids), refused: reasons };
}

/** Asking Supple's server, with an end to the waiting. */
import type { Problem } from "../core/types";

/** `reason` is null where what answered does not speak as Supple does. */
export type Answer<T> =
  | { kind: "given"; body: T }
  | { kind: "refused"; status: number; code: string; reason: Problem | null; body: unknown }
  | { kind: "away" };

export interface Sending {
  waitMs: number;
  /** Lets it arrive even if the page is closed meanwhile; for small bodies only. */
  keepalive?: boolean;
  token?: string | null;
}

export const UNNAMED: Problem = {
  problem: "Supple could not do that just now.",
  fix: "Go back to Today and begin again.",
};

/** What a browser lets outlive its page is 64 KiB in all. */
const MOST_KEPT_ALIVE = 30_000;

export async function post<T>(path: string, body: unknown, { waitMs, keepalive, token }: Sending): Promise<Answer<T>> {
  const text = JSON.stringify(body);
  return ask<T>(path, waitMs, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { "x-supple-token": token } : {}) },
    body: text,
    keepalive: keepalive === true && text.length < MOST_KEPT_ALIVE,
  });
}

export async function ask<T>(path: string, waitMs: number, how: RequestInit = {}): Promise<Answer<T>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), waitMs);
  try {
    const response = await fetch(path, { ...how, redirect: "error", signal: stop.signal });
    if (response.ok) return { kind: "given", body: (await response.json()) as T };
    return { kind: "refused", status: response.status, ...refusalIn(await response.text()) };
  } catch {
    // A network error, a timeout or a cut-off body: the server is away, for now.
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
  }
}

function refusalIn(text: string): { code: string; reason: Problem | null; body: unknown } {
  try {
    const body = JSON.parse(text) as Partial<Problem & { code: string }> | null;
    const { problem, fix, code } = body ?? {};
    const reason = typeof problem === "string" ? { problem, fix: typeof fix === "string" ? fix : "" } : null;
    return { code: typeof code === "string" ? code : "", reason, body };
  } catch {
    return { code: "", reason: null, body: null };
  }
}

/** The address with whose journal is meant. */
export function forJournal(path: string, journal: string): string {
  return `${path}?${new URLSearchParams({ journal })}`;
}

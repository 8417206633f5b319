/** Asking Supple's server, with an end to the waiting. */
import type { Problem } from "../core/types";

export type Answer<T> =
  | { kind: "given"; body: T }
  | { kind: "refused"; status: number; reason: Problem }
  | { kind: "away" };

const UNNAMED: Problem = {
  problem: "Supple could not do that just now.",
  fix: "Go back to Today and begin again.",
};

export async function post<T>(path: string, body: unknown, waitMs: number): Promise<Answer<T>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), waitMs);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: stop.signal,
    });
    if (response.ok) return { kind: "given", body: (await response.json()) as T };
    return { kind: "refused", status: response.status, reason: reasonIn(await response.text()) };
  } catch {
    // A network error, a timeout or a cut-off body: the server is away, for now.
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
  }
}

function reasonIn(text: string): Problem {
  try {
    const said = JSON.parse(text) as Partial<Problem>;
    return { problem: said.problem ?? UNNAMED.problem, fix: said.fix ?? UNNAMED.fix };
  } catch {
    return UNNAMED;
  }
}

/** The address with whose journal is meant; without it the server takes the only one, if there is only one. */
export function forPerson(path: string, person: string | null): string {
  return person === null ? path : `${path}?${new URLSearchParams({ journal: person })}`;
}

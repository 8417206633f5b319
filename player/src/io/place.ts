/** Tells the journal where somebody is. The number on the screen waits for no answer to that. */
import { told } from "../core/place";
import type { EmergencyPage } from "../core/types";

const WAIT_MS = 15_000;

export interface Where {
  journal?: string | null;
  emergency: EmergencyPage;
}

/** The page as it is once the journal knows its place; null where nothing was to be told, or nobody took it. */
export async function tellPlace({ journal, emergency: page }: Where): Promise<EmergencyPage | null> {
  if (!page.untold?.id || !journal) return null;
  try {
    const form = new URLSearchParams({ journal, place: page.untold.id, next: "/" });
    const signal = AbortSignal.timeout(WAIT_MS);
    const answer = await fetch("/place", { method: "POST", body: form, redirect: "manual", keepalive: true, signal });
    return answer.type === "opaqueredirect" ? told(page) : null; // It leads on where it was taken.
  } catch {
    return null; // It is told again when the journal answers next.
  }
}

/** Entries of a journal that is open at another address of this computer: handed on in an address's fragment. */
import type { Entry } from "../core/types";
import { ask, forJournal } from "./server";

export interface Handed {
  journal: string;
  /** Where the page goes back to, and says what was taken. */
  back: string;
  entries: Entry[];
}

const WAIT_MS = 4000;
/** Browsers take addresses of a megabyte or two. */
const MOST_LETTERS = 400_000;
const MOST_ENTRIES = 200;
const OWN_COMPUTER = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/** Whether an address is one of this computer's: nothing goes anywhere else. */
export function isOnThisComputer(address: string): boolean {
  try {
    return OWN_COMPUTER.test(new URL(address).origin);
  } catch {
    return false;
  }
}

/** Where the Supple runs that has this journal open; null if none does. */
export async function whereIs(journal: string): Promise<string | null> {
  const answer = await ask<{ address?: unknown }>(forJournal("/api/where", journal), WAIT_MS);
  const address = answer.kind === "given" ? answer.body.address : null;
  return typeof address === "string" && isOnThisComputer(address) ? new URL(address).origin : null;
}

/** The address that takes as many of the entries as fit. */
export function addressFor(origin: string, { journal, back, entries }: Handed): string {
  let fitting = entries.slice(0, MOST_ENTRIES);
  for (;;) {
    const address = `${origin}/handed-on#${encoded({ journal, back, entries: fitting })}`;
    if (address.length <= MOST_LETTERS || fitting.length <= 1) return address;
    fitting = fitting.slice(0, Math.ceil(fitting.length / 2));
  }
}

/** What a fragment hands on; null if it is nothing of the kind. */
export function handedIn(fragment: string): Handed | null {
  try {
    const { journal, back, entries } = decoded(fragment.replace(/^#/, "")) as Partial<Handed>;
    if (typeof journal !== "string" || typeof back !== "string" || !Array.isArray(entries)) return null;
    return isOnThisComputer(back) ? { journal, back, entries } : null;
  } catch {
    return null;
  }
}

export function takenAddress(back: string, ids: string[]): string {
  const address = new URL(back);
  address.hash = `taken=${ids.join(",")}`;
  return address.href;
}

/** The ids that another page says it has taken. */
export function takenIn(fragment: string): string[] {
  const ids = new URLSearchParams(fragment.replace(/^#/, "")).get("taken");
  return ids ? ids.split(",") : [];
}

function encoded(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decoded(text: string): unknown {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0))));
}

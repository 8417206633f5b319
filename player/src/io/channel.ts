/** What Supple's pages in one browser tell each other. */
import type { State } from "../core/machine";

export type Message =
  | { kind: "settled"; ids: string[] }
  /** Something was said in a journal, on the page that sends this, which may close the day or answer a stop. */
  | { kind: "said"; journal: string }
  /** A journal was deleted, and with it whatever this browser kept of its sessions. */
  | { kind: "forgotten"; journal: string }
  /** The page that sends this plays now, or ended what was left open: one plays at a time, also without locks. */
  | { kind: "plays" }
  /** The session of a plan was stopped or its stop answered, in the page that sends this. */
  | { kind: "stopped"; plan: string; state: State };

const NAME = "supple";
/** Where there is no channel, other pages are told by a change of this, which stays nowhere. */
const KEY = "supple.told";

const listeners = new Set<(message: Message) => void>();

function open(): BroadcastChannel | null {
  try {
    const opened = new BroadcastChannel(NAME);
    opened.addEventListener("message", (event: MessageEvent<Message>) => hear(event.data));
    return opened;
  } catch {
    return null;
  }
}

/** By storage, a page hears all others and never itself: as by the channel. */
function hearByStorage(): void {
  try {
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key === KEY && newValue) hear(JSON.parse(newValue) as Message);
    });
  } catch {
    return; // No page: nobody to be told.
  }
}

const channel = open();
hearByStorage();

export function tell(message: Message): void {
  try {
    if (channel) return channel.postMessage(message);
  } catch {
    // Then as if there were none.
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(message));
    localStorage.removeItem(KEY);
  } catch {
    return; // The other pages find out from the table or the server.
  }
}

export function listen(heard: (message: Message) => void): void {
  listeners.add(heard);
}

/** Also what a page finds out by itself, as if it had been told. */
export function hear(message: Message): void {
  for (const heard of listeners) heard(message);
}

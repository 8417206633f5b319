/** What Supple's pages in one browser tell each other; where there is no such channel, nothing. */
import type { State } from "../core/machine";

export type Message =
  | { kind: "settled"; ids: string[] }
  /** Something was said in a journal, on the page that sends this, which may close the day or answer a stop. */
  | { kind: "said"; journal: string }
  /** The session of a plan was stopped or its stop answered, in the page that sends this. */
  | { kind: "stopped"; plan: string; state: State };

const NAME = "supple";

function open(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}

const channel = open();

export function tell(message: Message): void {
  try {
    channel?.postMessage(message);
  } catch {
    return; // The other pages find out from the table or the server.
  }
}

export function listen(heard: (message: Message) => void): void {
  channel?.addEventListener("message", (event: MessageEvent<Message>) => heard(event.data));
}

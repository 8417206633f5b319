/** What waits and why, in words for people. */
import type { Row } from "../core/rows";
import type { Item } from "../io/mailbag";

const KINDS: Record<string, string> = {
  stop: "A stop",
  session_started: "The start of a session",
  bout_done: "A movement that you did",
  pop_noted: "A pop in a session",
  session_ended: "The end of a session",
  after: "How it felt after a session",
};

interface Fields {
  kind?: unknown;
  at?: unknown;
  event?: unknown;
}

function fieldsOf(row: Row): Fields {
  return typeof row.entry === "object" && row.entry !== null ? (row.entry as Fields) : {};
}

/** Kind, for a stop its reason, day and time. `labels`: the words for the reasons of a stop. */
export function whatItIs(row: Row, labels: Record<string, string>): string {
  const { kind, event } = fieldsOf(row);
  const name = KINDS[String(kind)] ?? "Something you noted";
  const reason = kind === "stop" ? ` (${reasonOf(event, labels)})` : "";
  return `${name}${reason}, ${whenItWas(row)}`;
}

function reasonOf(event: unknown, labels: Record<string, string>): string {
  if (typeof event !== "string") return "what happened was not said";
  return labels[event] ?? event.replaceAll("_", " ");
}

function whenItWas(row: Row): string {
  const { at } = fieldsOf(row);
  const moment = new Date(typeof at === "string" ? at : Number.NaN);
  if (Number.isNaN(moment.getTime())) return "at a time that is not known";
  const day = moment.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return `${day}, ${moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}

function sentence(text: string): string {
  const words = text.trim();
  return words === "" || /[.?!]$/.test(words) ? words : `${words}.`;
}

/** Why it is still in this browser. */
export function whyHere({ why, reason }: Item): string {
  switch (why) {
    case "refused":
      if (reason === null) return "Supple could not take it, and an earlier version put it aside.";
      return `Supple could not take it. ${sentence(reason.problem)} ${sentence(reason.fix)}`.trim();
    case "unclaimed":
      return "An earlier version of Supple did not note whose it is. Is it yours?";
    case "elsewhere":
      return "It belongs to a journal that is not open at this address.";
    case "deleted":
      return "The journal that it belongs to was deleted.";
    case "link":
      return "Supple does not know this browser. Open Supple from its link, and it goes into your journal.";
    default:
      return "Supple has not answered yet. It goes into your journal as soon as it does.";
  }
}

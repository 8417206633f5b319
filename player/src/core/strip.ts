/** What the player says about entries on their way, in one or two sentences. */
import type { Status } from "../io/mailbag";

const HERE = "is kept in this browser";

/** Nothing while all goes well. `forgets`: a reload would lose the session, and has not been told yet. */
export function stripSays({ unsafe, why, astray }: Status, forgets: boolean): string {
  if (unsafe !== "nothing") {
    const what = unsafe === "stop" ? "Your stop" : "What you noted";
    return `${what} could not be kept yet. Leave this page open: it tries again. No session starts here until then.`;
  }
  if (why === "link") return `What you noted ${HERE}. To bring it to your journal, open Supple from its link.`;
  if (why === "elsewhere") return `What you noted ${HERE}. Another journal is open at this address now.`;
  if (why === "deleted") return `What you noted ${HERE}. The journal that it belongs to was deleted.`;
  if (astray === "stop") return `A stop that you noted has not reached your journal. It ${HERE}. No session starts until it has.`;
  if (why === "refused") return `Something you noted has not reached your journal. It ${HERE}.`;
  return forgets ? "This browser keeps nothing for Supple just now. If you load this page again, it forgets this session." : "";
}

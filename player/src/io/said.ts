/**
 * That something was said on another page in a journal, which may close the day. Until that journal was asked and answered,
 * nothing begins or goes on, also after a reload.
 */
const KEY = "supple.said";

/** A mark of its own for each time, by journal: an answer from before it settles nothing. */
const here = new Map<string, string>();

export function noteSaid(journal: string): void {
  const said = crypto.randomUUID();
  here.set(journal, said);
  keep({ ...kept(), [journal]: said });
}

/** Null where nothing was said that the journal did not answer to. */
export function saidIn(journal: string): string | null {
  return here.get(journal) ?? kept()[journal] ?? null;
}

/** The journal answered, to a question that was asked when this was all that had been said. */
export function answeredTo(journal: string, said: string | null): void {
  if (said === null || saidIn(journal) !== said) return;
  here.delete(journal);
  const { [journal]: _, ...others } = kept();
  keep(others);
}

function kept(): Record<string, string> {
  try {
    const said = JSON.parse(localStorage.getItem(KEY) ?? "{}") as unknown;
    return typeof said === "object" && said !== null ? (said as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function keep(said: Record<string, string>): void {
  try {
    if (Object.keys(said).length > 0) localStorage.setItem(KEY, JSON.stringify(said));
    else localStorage.removeItem(KEY);
  } catch {
    return; // Then this page alone knows.
  }
}

/** The drawings of a plan: fetched once, kept in memory and beside the service worker's files. */
import { isFigure } from "../core/readable";
import type { Figure, Plan } from "../core/types";

/** The service worker answers from this cache; the name is shared with it. */
export const FIGURES = "supple-figures";

/** Before each try at what is still missing. The first drawing of a run takes the server a while. */
const PAUSES_MS = [0, 1000, 4000, 15_000, 60_000];
const WAIT_MS = 15_000;
const CACHE_MS = 2000;

/** Fetches every drawing the plan names; one that cannot be had is left out. */
export async function loadFigures(plan: Plan, found: (drawing: string, figure: Figure) => void): Promise<void> {
  const drawings = [...new Set(plan.segments.map((segment) => segment.figure.drawing))].filter((one) => one !== "");
  const cache = await inTime(() => caches.open(FIGURES));
  await forgetOthers(cache, drawings);
  let missing = drawings;
  for (const pause of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const figures = await Promise.all(missing.map((drawing) => loadFigure(drawing, cache)));
    missing = missing.filter((drawing, nth) => {
      const figure = figures[nth];
      if (figure) found(drawing, figure);
      return !figure;
    });
    if (missing.length === 0) return;
  }
}

/** From the service worker, which answers with what it keeps and looks for a fresh copy; else as it was kept here. */
async function loadFigure(drawing: string, cache: Cache | null): Promise<Figure | null> {
  const given = await readFigure(() => fetch(drawing, { signal: AbortSignal.timeout(WAIT_MS) }));
  const kept = given ? null : await readFigure(async () => (await inTime(() => cache?.match(drawing))) ?? null);
  if (given && !navigator.serviceWorker?.controller) void inTime(() => cache?.put(drawing, asResponse(given)));
  if (!given && !kept) void inTime(() => cache?.delete(drawing)); // What cannot be read is not kept either.
  return given ?? kept;
}

/** Null where nothing answers, or with something that is no drawing: the session goes on without its picture. */
async function readFigure(asked: () => Promise<Response | null>): Promise<Figure | null> {
  try {
    const response = await asked();
    const body: unknown = response?.ok ? await response.json() : null;
    return isFigure(body) ? body : null;
  } catch {
    return null;
  }
}

function asResponse(figure: Figure): Response {
  return new Response(JSON.stringify(figure), { headers: { "content-type": "application/json" } });
}

/** What a cache says; nothing if it fails or takes too long. */
async function inTime<T>(ask: () => Promise<T> | undefined): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), CACHE_MS));
  try {
    return (await Promise.race([ask(), late])) ?? null;
  } catch {
    return null; // Also where there are no caches.
  }
}

async function forgetOthers(cache: Cache | null, drawings: string[]): Promise<void> {
  const wanted = new Set(drawings.map((drawing) => new URL(drawing, location.href).href));
  for (const request of (await inTime(() => cache?.keys())) ?? []) {
    if (!wanted.has(request.url)) void inTime(() => cache?.delete(request));
  }
}

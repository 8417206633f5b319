/** The drawings of a plan: fetched once, kept in memory and beside the service worker's files. */
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
  const cache = await openCache();
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

async function loadFigure(drawing: string, cache: Cache | null): Promise<Figure | null> {
  try {
    const kept = await inTime(cache?.match(drawing));
    const response = kept ?? (await fetch(drawing, { signal: AbortSignal.timeout(WAIT_MS) }));
    if (!response.ok) return null;
    if (!kept) void cache?.put(drawing, response.clone()).catch(() => undefined); // A full disk hides no drawing.
    return (await response.json()) as Figure;
  } catch {
    return null; // The session goes on without its picture.
  }
}

/** What a cache says; nothing if it fails or takes too long. */
async function inTime<T>(asked: Promise<T> | undefined): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), CACHE_MS));
  try {
    return (await Promise.race([asked, late])) ?? null;
  } catch {
    return null;
  }
}

function openCache(): Promise<Cache | null> {
  try {
    return inTime(caches.open(FIGURES));
  } catch {
    return Promise.resolve(null); // No caches here.
  }
}

async function forgetOthers(cache: Cache | null, drawings: string[]): Promise<void> {
  const wanted = new Set(drawings.map((drawing) => new URL(drawing, location.href).href));
  for (const request of (await inTime(cache?.keys())) ?? []) {
    if (!wanted.has(request.url)) void cache?.delete(request).catch(() => undefined);
  }
}

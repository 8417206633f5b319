/** The service worker: the session's page, its files and its drawings come from this device first. */
import { isFigure } from "./core/readable";
import { FIGURES } from "./io/figures";

declare const self: ServiceWorkerGlobalScope;
declare const SHELL_ID: string;
declare const SHELL_FILES: string[];

const SHELL = `supple-shell-${SHELL_ID}`;
const PAGE = "/session";
const ASSETS = "/static/player/assets/";
const REFRESH_MS = 4000;
const CACHE_MS = 2000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      const wanted = [PAGE, "/static/app.css", ...SHELL_FILES];
      await cache.addAll(wanted.map((path) => new Request(path, { cache: "reload" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("supple-shell-") && name !== SHELL);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === PAGE || url.pathname.startsWith(ASSETS)) event.respondWith(fromShell(request, url.pathname));
  else if (url.pathname.startsWith("/static/")) event.respondWith(keptThenFresh(event, SHELL));
  else if (url.pathname.startsWith("/api/figures/")) event.respondWith(keptThenFresh(event, FIGURES));
});

/** Page and assets belong together, so they change only with a new service worker. */
async function fromShell(request: Request, path: string): Promise<Response> {
  const kept = await inCache(SHELL, (cache) => cache.match(path));
  return kept ?? fetch(request);
}

/** What is kept at once; a fresh copy for the next time in the background. */
async function keptThenFresh(event: FetchEvent, name: string): Promise<Response> {
  const kept = await inCache(name, (cache) => cache.match(event.request));
  if (!kept) return refresh(event, name, null);
  event.waitUntil(refresh(event, name, AbortSignal.timeout(REFRESH_MS)).catch(() => undefined));
  return kept;
}

/** Only what the server gave is kept: a page that says "not you" or "not now" must not come back without it. */
async function refresh(event: FetchEvent, name: string, signal: AbortSignal | null): Promise<Response> {
  const response = await fetch(event.request, { signal });
  if (response.ok && !response.redirected && (name !== FIGURES || (await holdsFigure(response.clone())))) {
    const copy = response.clone();
    event.waitUntil(inCache(name, (cache) => cache.put(event.request, copy)));
  }
  return response;
}

async function holdsFigure(response: Response): Promise<boolean> {
  return isFigure(await response.json().catch(() => null));
}

/** A cache that fails or does not answer, as on a full disk, keeps nobody from the page. */
async function inCache<T>(name: string, work: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), CACHE_MS));
  try {
    return await Promise.race([caches.open(name).then(work), late]);
  } catch {
    return undefined;
  }
}

/** The service worker: the session's page, its files and its drawings come from this device first. */
import { FIGURES } from "./io/figures";

declare const self: ServiceWorkerGlobalScope;
declare const SHELL_ID: string;
declare const SHELL_FILES: string[];

const SHELL = `supple-shell-${SHELL_ID}`;
const PAGE = "/session";
const ASSETS = "/static/player/assets/";
const REFRESH_MS = 4000;

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
  const cache = await caches.open(SHELL);
  return (await cache.match(path)) ?? fetch(request);
}

/** What is kept at once; a fresh copy for the next time in the background. */
async function keptThenFresh(event: FetchEvent, name: string): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(event.request);
  if (!kept) return refresh(cache, event.request, null);
  event.waitUntil(refresh(cache, event.request, AbortSignal.timeout(REFRESH_MS)).catch(() => undefined));
  return kept;
}

async function refresh(cache: Cache, request: Request, signal: AbortSignal | null): Promise<Response> {
  const response = await fetch(request, { signal });
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

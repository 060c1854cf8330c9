// The page without network: its files are kept, its data are not (those are in the page's own storage).
const CACHE = "trajectory-files";
const LIST = "/files.json";
const PATIENCE_MS = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(refresh());
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || /^\/(api|health|docs)\b/.test(pathname))
    return;
  if (request.mode === "navigate") event.respondWith(openPage(event));
  else event.respondWith(openFile(request));
});

/** The newest page where there is a network, the kept one where there is none. */
async function openPage(event) {
  try {
    const page = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (page.ok) event.waitUntil(refresh());
    return page;
  } catch {
    return (await caches.match("/")) ?? Response.error();
  }
}

/** Files with a hash in their name never change; the others are asked for anew. */
async function openFile(request) {
  const kept = await caches.match(request);
  if (kept !== undefined && new URL(request.url).pathname.startsWith("/assets/")) return kept;
  try {
    return await fetch(request);
  } catch {
    return kept ?? Response.error();
  }
}

/** Keeps the files of the newest build and lets go of those of earlier ones. */
async function refresh() {
  const list = await fetch(LIST, { cache: "no-cache" });
  if (!list.ok) return;
  const built = Object.values(await list.json()).flatMap(({ file, css = [] }) => [file, ...css]);
  const wanted = new Set([
    "/theme.js",
    "/icon.svg",
    "/manifest.webmanifest",
    ...built.map((file) => `/${file}`),
  ]);
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll(["/", ...[...wanted].filter((path) => !kept.has(path))]);
  const stale = [...kept].filter((path) => path !== "/" && !wanted.has(path));
  await Promise.all(stale.map((path) => cache.delete(path)));
}

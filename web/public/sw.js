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

// What the server tells while no page is open, and the way from there to its room.
const ANSWER_MS = 1_000;

self.addEventListener("push", (event) => {
  if (event.data !== null) event.waitUntil(tell(event.data.json()));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openRoom(event.notification.data?.to ?? "/"));
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event));
});

/** The bell of a page in front tells it already. Safari takes push away from who shows nothing. */
async function tell({ title, body, to, tag, at }) {
  const needsOne = /AppleWebKit/.test(navigator.userAgent) && !/Chrome\//.test(navigator.userAgent);
  if (tag !== "test" && !needsOne) {
    for (const page of await pages())
      if (page.visibilityState === "visible" && (await answers(page, { ask: "bell" }))) return;
  }
  await self.registration.showNotification(title, { body, tag, timestamp: at, data: { to } });
}

/** In the page that is open, else in a new one. */
async function openRoom(to) {
  const url = new URL(to, location.origin);
  if (url.origin !== location.origin) return;
  for (const page of await pages()) {
    if (!(await answers(page, { open: url.pathname + url.search }))) continue;
    await page.focus().catch(() => undefined);
    return;
  }
  await self.clients.openWindow(url.href);
}

/** The browser has another endpoint: the server is told, and keeps what was settled. */
async function renew({ oldSubscription, newSubscription }) {
  let subscription = newSubscription;
  if (subscription === null || subscription === undefined) {
    const { key } = await (await fetch("/api/push/key")).json();
    const options = { userVisibleOnly: true, applicationServerKey: key };
    subscription = await self.registration.pushManager.subscribe(options);
  }
  const { endpoint, keys } = subscription.toJSON();
  const replaces = oldSubscription?.endpoint;
  await fetch("/api/push/subscriptions", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys, ...(replaces === undefined ? {} : { replaces }) }),
  });
}

function pages() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** False of a page that is signed out, not connected, older than this, or asleep. */
function answers(page, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.addEventListener("message", () => {
      clearTimeout(timer);
      resolve(true);
    });
    port1.start();
    page.postMessage(question, [port2]);
  });
}

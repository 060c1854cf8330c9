/** Keeps the files of the page for times without network. Not in development, where files change under it. */
export function keepFiles(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Refused by some private windows; the page then needs the network as before.
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}

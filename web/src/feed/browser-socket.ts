/** The browser's WebSocket as FeedConnection wants it. */
import type { FeedSocket, SocketListener } from "./connection.ts";

/** Nothing more is said after the page has closed the socket. */
export function openFeedSocket(listener: SocketListener): FeedSocket {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/api/feed`);
  socket.binaryType = "arraybuffer";
  socket.addEventListener("open", () => listener.opened());
  socket.addEventListener("message", ({ data }) => {
    if (data instanceof ArrayBuffer) listener.received(new Uint8Array(data));
  });
  socket.addEventListener("close", ({ code, reason }) => listener.closed(code, reason));
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    close: (code) => socket.close(code),
  };
}

const PROBE_TIMEOUT_MS = 5_000;

/** Does the server answer at all? */
export async function probeServer(): Promise<boolean> {
  try {
    const response = await fetch("/health", {
      cache: "no-store",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return response.status < 600;
  } catch {
    return false;
  }
}

/** A client in a thread of its own, so that what it does is no load on the loop that is measured. */
import { parentPort, workerData } from "node:worker_threads";

export interface Ask {
  name: string;
  method: "GET" | "POST";
  path: string;
  body?: string;
}

export interface AskerData {
  url: string;
  cookie: string;
  /** Asked in turn until the thread is told to stop. */
  asks: readonly Ask[];
}

export interface Answered {
  name: string;
  status: number;
  ms: number;
}

const stop = new AbortController();
parentPort?.once("message", () => stop.abort());

const { url, cookie, asks } = workerData as AskerData;
while (!stop.signal.aborted) {
  for (const { name, method, path, body } of asks) {
    if (stop.signal.aborted) break;
    const startedAt = performance.now();
    const response = await fetch(url + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body }),
    });
    await response.arrayBuffer();
    const answered: Answered = { name, status: response.status, ms: performance.now() - startedAt };
    parentPort?.postMessage(answered);
  }
}
parentPort?.close();

/** A thread that does nothing but work until it is stopped: what any neighbour costs the event loop. */
import { workerData } from "node:worker_threads";

const { ms } = workerData as { ms: number };
const end = performance.now() + ms;
let sum = 0;
while (performance.now() < end) for (let i = 0; i < 100_000; i++) sum += i;
export const spun = sum;

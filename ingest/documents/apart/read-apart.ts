/**
 * A process for one file from outside. It may write no file and start nothing, has bounds in time and memory, and ends
 * with the file, whatever that does to it. (A thread would not do: a heap that is full at the wrong moment ends the
 * process, whichever thread has filled it.)
 */
import { type ChildProcess, fork } from "node:child_process";
import { on } from "node:events";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Bounds } from "./child.ts";

export const BOUNDS: Bounds = { longestMs: 60_000, mostMb: 640 };
const HEAP_MB = 256;
/** The process gets this much longer to end by itself, ms. */
const GRACE_MS = 1_000;

/**
 * What the process says, until the caller has heard enough.
 * @throws ProtocolError `document_unreadable` at a bound; the reason of `signal`
 */
export async function* readApart<Report>(
  script: URL,
  order: object,
  signal: AbortSignal,
  bounds: Bounds = BOUNDS,
): AsyncGenerator<Report, void, void> {
  const child = fork(script, [JSON.stringify(bounds)], {
    execArgv: [
      "--permission",
      "--allow-fs-read=*",
      "--allow-worker",
      `--max-old-space-size=${HEAP_MB}`,
      "--no-warnings",
    ],
    env: {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const late = AbortSignal.timeout(bounds.longestMs + GRACE_MS);
  const begun = performance.now();
  try {
    const said = on(child, "message", { signal: AbortSignal.any([signal, late]), close: ["exit"] });
    child.send(order);
    for await (const [report] of said) yield report as Report;
    const isLate = performance.now() - begun >= bounds.longestMs;
    throw unreadable(isLate ? sentenceOfTime(bounds) : "It unpacks to more than can be read.");
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (late.aborted) throw unreadable(sentenceOfTime(bounds), error);
    throw error;
  } finally {
    await ended(child);
  }
}

function sentenceOfTime({ longestMs }: Bounds): string {
  return `It was not read within ${longestMs / 1_000} s.`;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await gone;
}

export function unreadable(why: string, cause?: unknown): ProtocolError {
  return new ProtocolError("document_unreadable", `The document cannot be read. ${why}`, { cause });
}

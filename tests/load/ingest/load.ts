/** The load generator as the bench sees it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface SessionAccess {
  token: string;
  sessionId: string;
  userId: string;
}

export interface Measured {
  seconds: number;
  /** Acknowledged in this time. */
  samples: number;
  /** From when a block was due to its acknowledgement. */
  ackP50Ms: number;
  ackP99Ms: number;
  /** Windows that came over the feeds, and how long after the block that closed them was acknowledged, or was due. */
  windows: number;
  feedFromCommitP99Ms: number;
  feedFromBlockP99Ms: number;
  /** How much later than due the generator itself was at worst. */
  generatorLateMs: number;
  generatorCores: number;
  /** Blocks that wait for credit at the end, and blocks that were never made because a phone owed too many. */
  owed: number;
  overflowed: number;
  failures: string[];
}

/** What may be asked of the generator: argument and answer. */
export interface Asks {
  connect: [
    { addresses: readonly string[]; sessions: readonly Omit<SessionAccess, "userId">[]; perSecond: number },
    { failures: string[] },
  ];
  /** All phones together send so many blocks a second; live: stamped with the time at which they are sent. */
  pace: [{ perSecond: number; live: boolean }, void];
  /** As fast as the credit allows. */
  flood: [Record<string, never>, void];
  measure: [{ seconds: number }, Measured];
  /** Stops sending and waits for the acknowledgements. */
  drain: [{ seconds: number }, { unacknowledged: number; samples: number }];
  /** Opens the live feeds of these sessions' users. */
  watch: [{ url: string; sessionIds: readonly string[] }, void];
  end: [
    { sessionIds: readonly string[]; atOnce: number },
    { ended: number; unbalanced: number; lost: number; failures: string[] },
  ];
  leave: [{ sessionIds: readonly string[] }, void];
}

export interface Load extends AsyncDisposable {
  readonly pid: number;
  ask<Name extends keyof Asks>(name: Name, argument: Asks[Name][0]): Promise<Asks[Name][1]>;
}

export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL("generator.ts", import.meta.url)), { execArgv: [] });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on("message", ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  const exited = once(child, "exit");
  void exited.then(([code]) => {
    for (const { reject } of waiting.values()) reject(new Error(`the load generator ended with ${code}`));
  });
  return {
    pid: child.pid ?? 0,
    ask<Name extends keyof Asks>(name: Name, argument: Asks[Name][0]) {
      return new Promise<Asks[Name][1]>((resolve, reject) => {
        waiting.set(++last, { resolve: (value) => resolve(value as Asks[Name][1]), reject });
        child.send({ id: last, ask: name, argument });
      });
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await exited;
    },
  };
}

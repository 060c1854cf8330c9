import { expect, it, onTestFinished } from "vitest";
import { WorkerProcess, type WorkerProcessOptions } from "./worker-process.ts";

type Request = { say: string } | { wait: number } | { throw: string } | { exit: number };

function start(options: Partial<WorkerProcessOptions> = {}): WorkerProcess<Request, string> {
  const entry = new URL("testing/echo-worker.ts", import.meta.url);
  const worker = new WorkerProcess<Request, string>({
    entry,
    together: 1,
    waiting: 3,
    timeoutMs: 20_000,
    idleMs: 20_000,
    ...options,
  });
  onTestFinished(() => worker.close());
  return worker;
}

function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "answered",
    (error: { failure?: string }) => error.failure,
  );
}

it("starts with the first call, answers, and goes when it is idle", async () => {
  const worker = start({ idleMs: 20 });
  expect(worker.pid).toBeUndefined();
  expect(await worker.call({ say: "a" })).toBe("a");
  await expect.poll(() => worker.pid).toBeUndefined();
  expect(await worker.call({ say: "b" })).toBe("b");
});

it("takes urgent calls first, and refuses what is too much", async () => {
  const worker = start();
  const order: string[] = [];
  const say = async (word: string, urgent: boolean): Promise<void> =>
    void order.push(await worker.call({ say: word }, { urgent }));
  const first = say("first", false);
  const others = [say("b", false), say("c", false), say("urgent", true)];
  expect(await failure(worker.call({ say: "too much" }))).toBe("busy");
  await Promise.all([first, ...others]);
  expect(order).toEqual(["first", "urgent", "b", "c"]);
});

it("fails what runs when the process ends, and gives what waits a new one", async () => {
  const worker = start();
  const ended = failure(worker.call({ exit: 3 }));
  const behind = worker.call({ say: "still here" });
  expect(await ended).toBe("ended");
  expect(await behind).toBe("still here");
  expect(await failure(worker.call({ throw: "no" }))).toBe("failed");
  expect(await worker.call({ say: "again" })).toBe("again");
});

it("ends a process that does not answer, and starts another one for the next call", async () => {
  const worker = start({ timeoutMs: 500 });
  expect(await failure(worker.call({ wait: 60_000 }))).toBe("timed_out");
  // To start a process may take longer than that on a slow machine.
  await expect.poll(() => worker.call({ say: "again" }).catch(() => "")).toBe("again");
});

it("fails everything when it is closed, and leaves no process", async () => {
  const worker = start();
  const running = failure(worker.call({ wait: 60_000 }));
  const waiting = failure(worker.call({ say: "x" }));
  await expect.poll(() => worker.pid).toBeDefined();
  const pid = worker.pid ?? 0;
  await worker.close();
  expect([await running, await waiting]).toEqual(["closed", "closed"]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(await failure(worker.call({ say: "late" }))).toBe("closed");
});

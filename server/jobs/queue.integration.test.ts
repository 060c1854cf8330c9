import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { userFeed } from "@trajectory/protocols/subjects.ts";
import { pino } from "pino";
import type { Store } from "../store/store.ts";
import { openTestStore, TEST_DATABASES, type TestServer } from "../store/testing/postgres.ts";
import type { JobKind, RunningJob } from "./job.ts";
import { JobQueue } from "./queue.ts";

let server: TestServer;
let store: Store;
let userId: string;

beforeAll(async () => {
  server = await TEST_DATABASES[0]!.start();
  store = await openTestStore(await server.newDatabase());
  userId = await newUser();
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

async function newUser(): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  return (await store.accounts.createUser({ name: "Ann", email, passwordHash: "-" })).id;
}

interface Opened extends AsyncDisposable {
  queue: JobQueue;
  /** What was told over the feed. */
  told: Job[];
}

async function open(kind: JobKind, nodeId = randomUUID()): Promise<Opened> {
  const bus = createMemoryBus();
  const told: Job[] = [];
  bus.subscribe(
    userFeed(userId),
    ({ data }) => void told.push(JSON.parse(new TextDecoder().decode(data)) as Job),
  );
  const log = pino({ level: "silent" });
  const queue = new JobQueue({ store: store.jobs, bus, nodeId, log, work: true, pollS: 0.5 });
  await queue.start([kind]);
  return {
    queue,
    told,
    async [Symbol.asyncDispose]() {
      await queue.stop();
      await bus.close();
    },
  };
}

function newKind(run: (job: RunningJob) => Promise<void>, retries = 2): JobKind {
  return { name: `kind_${randomUUID().slice(0, 8)}`, run, retries };
}

async function isIn(queue: JobQueue, id: string, state: Job["state"]): Promise<Job> {
  return vi.waitFor(
    async () => {
      const job = await queue.find(userId, id);
      expect(job.state).toBe(state);
      return job;
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe("JobQueue", () => {
  it("carries a job out and tells its person how far it is", async () => {
    const kind = newKind(async (job) => {
      await job.report(0.5, `half of ${job.subject}`);
    });
    await using opened = await open(kind);
    const { id } = await opened.queue.add(kind.name, userId, "the letter");
    const job = await isIn(opened.queue, id, "done");
    expect(job).toMatchObject({ share: 1, attempt: 1, error: null, subject: "the letter" });
    await expect
      .poll(() => opened.told.map(({ state }) => state))
      .toEqual(["waiting", "running", "running", "done"]);
    expect(opened.told[2]).toMatchObject({ share: 0.5, step: "half of the letter" });
  });

  it("tries again what failed, and says so in between", async () => {
    const kind = newKind(async ({ attempt }) => {
      if (attempt === 1) throw new ProtocolError("store_unavailable", "The database rests.");
    });
    await using opened = await open(kind);
    const { id } = await opened.queue.add(kind.name, userId, "s");
    expect(await isIn(opened.queue, id, "done")).toMatchObject({ attempt: 2, error: null });
    expect(opened.told).toContainEqual(
      expect.objectContaining({
        state: "waiting",
        error: expect.objectContaining({ code: "store_unavailable" }),
      }),
    );
  });

  it("gives up what cannot get better, and keeps it among the dead letters", async () => {
    const kind = newKind(() => Promise.reject(new ProtocolError("invalid_input", "It is no letter.")));
    await using opened = await open(kind);
    const { id } = await opened.queue.add(kind.name, userId, "s");
    expect(await isIn(opened.queue, id, "failed")).toMatchObject({
      attempt: 1,
      error: { code: "invalid_input", message: "It is no letter." },
    });
    const dead = async () =>
      (
        await store.jobs.executor.executeSql(
          "SELECT data FROM jobs.job WHERE name = 'dead_letters' AND source_id = $1",
          [id],
        )
      ).rows;
    await vi.waitFor(async () => expect(await dead()).toEqual([{ data: { userId, subject: "s" } }]), {
      timeout: 20_000,
    });
  });

  it("stops a job that runs when its person wants no more of it", async () => {
    const stopped = Promise.withResolvers<unknown>();
    const kind = newKind(async ({ signal }) => {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          stopped.resolve(signal.reason);
          reject(signal.reason as Error);
        });
      });
    });
    await using opened = await open(kind);
    const { id } = await opened.queue.add(kind.name, userId, "s");
    await isIn(opened.queue, id, "running");
    expect(await opened.queue.cancel(userId, id)).toMatchObject({ state: "cancelled" });
    expect(await stopped.promise).toMatchObject({ code: "cancelled" });
    await expect(opened.queue.cancel(userId, id)).rejects.toMatchObject({ code: "command_refused" });
  });

  it("shows and stops nobody else's jobs", async () => {
    const kind = newKind(async () => {});
    await using opened = await open(kind);
    const { id } = await opened.queue.add(kind.name, userId, "s");
    const bob = await newUser();
    await expect(opened.queue.find(bob, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(opened.queue.cancel(bob, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await opened.queue.list(bob)).toEqual([]);
  });

  it("refuses one job too many of a person", async () => {
    const kind = newKind(async () => {});
    const bus = createMemoryBus();
    const queue = new JobQueue({
      store: store.jobs,
      bus,
      nodeId: "gateway",
      log: pino({ level: "silent" }),
      work: false,
    });
    await queue.start([kind]);
    const bob = await newUser();
    for (let i = 0; i < 200; i++) await queue.add(kind.name, bob, `${i}`);
    await expect(queue.add(kind.name, bob, "200")).rejects.toMatchObject({ code: "too_many_requests" });
    await queue.stop();
  });
});

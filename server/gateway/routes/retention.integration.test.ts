import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Retention } from "../../jobs/retention.ts";
import { silentLog, systemClock } from "../../store/testing/postgres.ts";
import { type App, createApp } from "../app.ts";
import { newToken } from "../auth.ts";
import { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { retentionRoutes } from "./retention.ts";

const PATH = "/api/operations/retention";

let gateway: TestGateway;
const apps: App[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await gateway[Symbol.asyncDispose]();
});

/** The routes over the gateway's database, called by a program on this machine and by a member. */
async function open(keepDays: number) {
  const { accounts, retention: blocks } = gateway.store;
  const app = await createApp(pino({ level: "silent" }), "test");
  apps.push(app);
  app.decorateRequest("isLocal", false);
  const localToken = randomBytes(16).toString("hex");
  const retention = new Retention({ blocks, clock: systemClock, log: silentLog, keepDays });
  retentionRoutes(app, accounts, localToken, retention);
  const { id } = await gateway.newPerson();
  const token = newToken();
  await accounts.createSession(id, token, new Date(Date.now() + 60_000));
  return {
    retention,
    member: new Person(app, id, token),
    headers: { authorization: `Bearer ${localToken}` },
  };
}

describe("retention over HTTP", () => {
  it("counts, lets go, says how it went, and has nothing to stop afterwards", async () => {
    const { member, headers, retention } = await open(30);
    expect(await member.must("GET", PATH, undefined, { headers })).toEqual({ keepDays: 30, run: null });
    for (const dryRun of [true, false]) {
      const begun = await member.must("POST", PATH, { dryRun }, { headers });
      expect(begun).toMatchObject({ run: { state: "running", dryRun } });
      await retention.idle();
      expect(await member.must("GET", PATH, undefined, { headers })).toMatchObject({
        run: { state: "done", dryRun, blocks: 0, samples: 0, bytes: 0, error: null },
      });
    }
    expect(await member.must("DELETE", PATH, undefined, { headers })).toMatchObject({
      run: { state: "done" },
    });
  });

  it("is refused where everything is kept, and to everybody but operators", async () => {
    const { member, headers } = await open(0);
    expect(await member.refusal("POST", PATH, { dryRun: false }, { headers })).toMatchObject({
      code: "command_refused",
    });
    for (const method of ["GET", "POST", "DELETE"] as const) {
      const body = method === "POST" ? { dryRun: true } : undefined;
      expect(await member.refusal(method, PATH, body)).toMatchObject({ code: "forbidden" });
    }
  });
});

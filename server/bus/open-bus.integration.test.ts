import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartError } from "../start-error.ts";
import { findNatsBinary } from "./nats-binary.ts";
import { openBus } from "./open-bus.ts";
import { lookUpProcess } from "./process-lookup.ts";
import { startNatsServer } from "./nats-server.ts";

const unavailable = "missing" in (await findNatsBinary({ dataDir: "", allowInstall: false, log: () => {} }));

describe("openBus", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "trajectory-bus-"));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true });
  });

  const settings = (natsUrl?: string) => ({ natsUrl, dataDir, mayInstall: false, name: "test" });

  it("says what to do when the given server does not answer", async () => {
    const opening = openBus(settings("nats://127.0.0.1:1"), () => {});
    await expect(opening).rejects.toThrow(StartError);
    await expect(openBus(settings("nats://127.0.0.1:1"), () => {})).rejects.toThrow(
      /127\.0\.0\.1:1.*NATS_URL/,
    );
  });

  it.skipIf(unavailable)("brings its own nats-server and takes it down again", async () => {
    const open = await openBus(settings(), () => {});
    expect(open.description).toMatch(/^nats-server .* on 127\.0\.0\.1:\d+$/);
    expect(open.bus.description).toMatch(/^nats \d/);
    const port = Number(/:(\d+)$/.exec(open.description)?.[1]);
    await open[Symbol.asyncDispose]();
    await expect(openBus(settings(`nats://127.0.0.1:${port}`), () => {})).rejects.toThrow(StartError);
  });

  it.skipIf(unavailable)("uses a given nats-server and leaves it running", async () => {
    const server = await startNatsServer({ dataDir, allowInstall: false, log: () => {} });
    if ("fallback" in server) throw new Error(server.fallback);
    const open = await openBus(settings(server.url), () => {});
    await open.bus.flush();
    await open[Symbol.asyncDispose]();
    expect(await lookUpProcess(server.pid)).toBeDefined();
    await server.stop();
  });
});

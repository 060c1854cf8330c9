import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { describe, expect, it } from "vitest";
import { answerServiceRequests, type ServiceDescription } from "./service-info.ts";

const service: ServiceDescription = {
  name: "trajectory",
  id: "node1",
  version: "0.1.0",
  description: "engine node",
  metadata: { roles: "actors" },
  endpoints: [{ name: "do", subject: "trajectory.*.*.*.do.*", queueGroup: "" }],
  started: new Date("2026-01-02T03:04:05Z"),
  stats: () => [{ name: "do", requests: 4, errors: 1, lastError: "busy", processingTime: 1_000 }],
};

function node() {
  const bus = createMemoryBus();
  const stop = answerServiceRequests(bus, service);
  const ask = async (subject: string): Promise<unknown> => {
    const answer = await bus.request(subject, new Uint8Array(), { timeoutMs: 1_000 });
    return JSON.parse(new TextDecoder().decode(answer));
  };
  return { ask, stop };
}

describe("answerServiceRequests", () => {
  it.each(["$SRV.PING", "$SRV.PING.trajectory", "$SRV.PING.trajectory.node1"])(
    "answers %s",
    async (subject) => {
      expect(await node().ask(subject)).toEqual({
        type: "io.nats.micro.v1.ping_response",
        name: "trajectory",
        id: "node1",
        version: "0.1.0",
        metadata: { roles: "actors" },
      });
    },
  );

  it("tells its endpoints", async () => {
    expect(await node().ask("$SRV.INFO")).toMatchObject({
      type: "io.nats.micro.v1.info_response",
      description: "engine node",
      endpoints: [{ name: "do", subject: "trajectory.*.*.*.do.*", queue_group: "" }],
    });
  });

  it("tells what its endpoints did", async () => {
    expect(await node().ask("$SRV.STATS.trajectory")).toMatchObject({
      type: "io.nats.micro.v1.stats_response",
      started: "2026-01-02T03:04:05.000Z",
      endpoints: [
        {
          name: "do",
          num_requests: 4,
          num_errors: 1,
          last_error: "busy",
          processing_time: 1_000,
          average_processing_time: 250,
        },
      ],
    });
  });

  it("answers for nobody else, and nothing after its end", async () => {
    const { ask, stop } = node();
    await expect(ask("$SRV.PING.other")).rejects.toMatchObject({ code: "no_responder" });
    stop();
    await expect(ask("$SRV.PING")).rejects.toMatchObject({ code: "no_responder" });
  });
});

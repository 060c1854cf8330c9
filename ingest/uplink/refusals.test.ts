import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import type { ErrorCode } from "@trajectory/protocols/errors.ts";
import type { Hello, UplinkUp } from "@trajectory/protocols/messages.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { FrameFuzzer } from "../testing/fuzz.ts";
import { MOTION } from "../testing/signals.ts";
import { SESSION, blocks, helloOf, setUp, settle } from "../testing/uplink-setup.ts";

const YEAR_US = 365 * 86_400 * 1_000_000;

describe("what a device may not say", () => {
  const good = blocks[0] as (typeof blocks)[0];
  const wrongHellos: [string, Partial<Hello>, ErrorCode, number][] = [
    [
      "an unknown protocol version",
      { protocolVersion: 99 },
      "protocol_version_unsupported",
      CLOSE_CODES.refused,
    ],
    ["a wrong token", { token: "x" }, "token_refused", CLOSE_CODES.unauthorized],
    ["no token", { token: "" }, "token_refused", CLOSE_CODES.unauthorized],
    ["a session id that is no UUID", { sessionId: "1" }, "invalid_input", CLOSE_CODES.refused],
    ["no stream", { streams: [] }, "stream_invalid", CLOSE_CODES.refused],
    ["two streams of one id", { streams: [MOTION, MOTION] }, "stream_invalid", CLOSE_CODES.refused],
    [
      "17 channels",
      { streams: [{ ...MOTION, channels: Array.from({ length: 17 }, (_, i) => `c${i}`) }] },
      "stream_invalid",
      CLOSE_CODES.refused,
    ],
    ["a rate that is no number", { streams: [{ ...MOTION, nominalHz: Number.NaN }] }, "stream_invalid", 4400],
  ];

  it.each(wrongHellos)("Hello with %s", async (_name, hello, code, close) => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf(hello) });
    await settle();
    expect(device.refusal?.code).toBe(code);
    expect(device.closedWith?.code).toBe(close);
  });

  const wrongFrames: [string, UplinkUp, ErrorCode][] = [
    ["a stream that was not announced", { block: { ...good, stream: 9 } }, "stream_unknown"],
    ["a block without samples", { block: { ...good, dtUs: [], samples: [] } }, "block_malformed"],
    ["a missing channel", { block: { ...good, samples: good.samples.slice(1) } }, "block_malformed"],
    ["a first distance above 0", { block: { ...good, dtUs: good.dtUs.with(0, 5) } }, "block_malformed"],
    ["two seconds in a block", { block: { ...good, dtUs: good.dtUs.with(9, 2_000_000) } }, "block_too_large"],
    [
      "1,001 samples in a block",
      {
        block: {
          ...good,
          dtUs: Array.from({ length: 1001 }, () => 0),
          samples: Array.from({ length: 3003 }, () => 0),
        },
      },
      "block_too_large",
    ],
    ["NaN", { block: { ...good, samples: good.samples.with(4, Number.NaN) } }, "block_not_finite"],
    [
      "infinity",
      { block: { ...good, samples: good.samples.with(4, Number.POSITIVE_INFINITY) } },
      "block_not_finite",
    ],
    ["the year 1970", { block: { ...good, t0Us: 1_000_000 } }, "block_time_invalid"],
    ["the year 2200", { block: { ...good, t0Us: 7_258_118_400_000_000 } }, "block_time_invalid"],
    ["sample number 1e9", { block: { ...good, firstSeq: 1e9 } }, "sequence_invalid"],
    [
      "a clock that jumps a year",
      { block: { ...good, firstSeq: 50, t0Us: good.t0Us + YEAR_US } },
      "block_time_invalid",
    ],
    [
      "a clock that jumps back a year",
      { block: { ...good, firstSeq: 50, t0Us: good.t0Us - YEAR_US } },
      "block_time_invalid",
    ],
    ["numbers that go backwards", { block: { ...good, t0Us: good.t0Us + 5_000_000 } }, "sequence_invalid"],
    [
      "a Drop of 1e9 samples",
      { drop: { stream: 1, firstSeq: 0, count: 1e9, reason: "thermal" } },
      "sequence_invalid",
    ],
    [
      "a Drop of nothing",
      { drop: { stream: 1, firstSeq: 0, count: 0, reason: "thermal" } },
      "sequence_invalid",
    ],
    [
      "a Drop without a known reason",
      { drop: { stream: 1, firstSeq: 0, count: 1, reason: "x" } },
      "invalid_input",
    ],
    [
      "an End of 1e9 samples",
      { end: { counts: [{ stream: 1, captured: 1e9, dropped: 0 }] } },
      "sequence_invalid",
    ],
    [
      "an End of less than came",
      { end: { counts: [{ stream: 1, captured: 10, dropped: 0 }] } },
      "sequence_invalid",
    ],
    [
      "more dropped than captured",
      { end: { counts: [{ stream: 1, captured: 99, dropped: 100 }] } },
      "sequence_invalid",
    ],
    [
      "an End of a foreign stream",
      { end: { counts: [{ stream: 8, captured: 1, dropped: 0 }] } },
      "stream_unknown",
    ],
  ];

  it.each(wrongFrames)("%s", async (_name, frame, code) => {
    const { welcomed, uplink } = setUp();
    const device = await welcomed();
    device.send({ block: good });
    await settle();
    device.send(frame);
    await settle();
    expect(device.refusal?.code).toBe(code);
    expect(device.refusal?.message).toMatch(/\.$/);
    expect(device.refusal?.hint).toMatch(/\.$/);
    expect(device.closedWith?.code).toBe(CLOSE_CODES.refused);
    expect(uplink.stats().refusals).toBe(1);
  });

  it("a frame before Hello", () => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ block: good });
    expect(device.refusal?.code).toBe("hello_expected");
  });

  it("a block before Welcome", () => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf() });
    device.send({ block: good });
    expect(device.refusal?.code).toBe("credit_exceeded");
  });

  it("somebody else's session, and a stream that means something else now", async () => {
    const { uplink, welcomed } = setUp();
    const owner = await welcomed();
    const foreign = new FakeDevice(uplink);
    foreign.send({ hello: helloOf({ token: "token-bob" }) });
    await settle();
    expect(foreign.refusal?.code).toBe("session_foreign");
    expect(owner.closedWith).toBeUndefined();
    const other = new FakeDevice(uplink);
    other.send({ hello: helloOf({ streams: [{ ...MOTION, channels: ["x"] }] }) });
    await settle();
    expect(other.refusal?.code).toBe("stream_invalid");
  });

  it("too many sessions of one person", async () => {
    const { uplink, welcomed } = setUp({ limits: { sessionsPerUser: 1 } });
    await welcomed();
    const second = new FakeDevice(uplink);
    second.send({ hello: helloOf({ sessionId: SESSION.replace(/1$/, "2") }) });
    await settle();
    expect(second.refusal?.code).toBe("too_many_requests");
  });

  it("mutated and random frames: a code for each, no crash", async () => {
    const { uplink, welcomed } = setUp({ limits: { sessionsPerUser: 10_000 } });
    const fuzzer = new FrameFuzzer(12_345);
    let device = await welcomed({ sessionId: SESSION });
    for (let i = 0; i < 1_500; i++) {
      if (device.closedWith !== undefined) {
        device = new FakeDevice(uplink);
        device.send({
          hello: helloOf({ sessionId: `${SESSION.slice(0, 28)}${i.toString(16).padStart(8, "0")}` }),
        });
        await settle();
      }
      device.sendBytes(fuzzer.next());
    }
    await settle();
    expect(uplink.stats().refusals).toBeGreaterThan(150);
    const sane = await welcomed({ sessionId: SESSION.replace(/1$/, "f") });
    sane.send({ block: good });
    await settle();
    expect(sane.all("ack")).toHaveLength(1);
  });
});

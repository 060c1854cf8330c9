import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import { describe, expect, it } from "vitest";
import { SessionSignals } from "../feed/session-signals.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { secondRows, summarise } from "./summary.ts";

const spec: ChartSpec = {
  id: "acceleration",
  lines: [{ label: "x", colour: "--trace-1" }],
  y: { span: 1 },
  digits: 2,
  lineSource(signals) {
    const track = signals.streamOf(STREAM_KIND_NUMBER.motion);
    return track === undefined
      ? undefined
      : { buffer: track.buffer, columns: [0], period: 0.25, seqColumn: track.seqColumn };
  },
};

/** Four samples a second with value = time, from t = 100 s; those of `skipped` never come. */
function signalsWith(count: number, skipped: readonly number[] = []): SessionSignals {
  const signals = new SessionSignals("s");
  const stream = { id: 1, kind: STREAM_KIND_NUMBER.motion, channels: ["x"], nominalHz: 4 };
  for (let i = 0; i < count; i++) {
    if (skipped.includes(i)) continue;
    const t0Us = 100e6 + i * 250_000;
    signals.addBlock(
      {
        sessionId: "s",
        stream,
        block: { stream: 1, firstSeq: i, t0Us, dtUs: [0], samples: [i] },
        receivedUs: t0Us,
      },
      0,
    );
  }
  return signals;
}

describe("summarise", () => {
  it("tells the newest, least and greatest value inside the window and counts what is missing", () => {
    const summary = summarise(spec, signalsWith(40, [20, 21]), 102, 108);
    expect(summary).toEqual({ newest: 32, low: 8, high: 32, missing: 2 });
  });

  it("speaks in the unit that is shown", () => {
    const summary = summarise({ ...spec, factor: 10 }, signalsWith(40), 102, 108);
    expect(summary).toEqual({ newest: 320, low: 80, high: 320, missing: 0 });
  });

  it("is undefined where there is nothing", () => {
    expect(summarise(spec, signalsWith(0), 0, 10)).toBeUndefined();
    expect(summarise(spec, signalsWith(8), 500, 510)).toBeUndefined();
  });
});

describe("secondRows", () => {
  it("has a row per second, newest first, without seconds that have no values", () => {
    const rows = secondRows(spec, signalsWith(16, [4, 5, 6, 7]), 100, 200);
    expect(rows.map(({ second }) => second)).toEqual([103, 102, 100]);
    expect(rows[0]?.traces).toEqual([{ mean: 13.5, low: 12, high: 15, count: 4 }]);
  });
});

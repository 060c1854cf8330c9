import { expect, it } from "vitest";
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { Overview, PastBlock, PastSession, PastWindow, Span } from "../api/signals.ts";
import { Tape } from "./tape.ts";

const HZ = 10;
/** Two hours that begin between two milliseconds. */
const FIRST_MS = 1_795_000_000_000.4;
const LENGTH_S = 7_200;
const PLACE = { userId: "ann", sessionId: "walk" };

const SESSION: PastSession = {
  sessionId: "walk",
  device: "phone",
  startedAt: FIRST_MS,
  endedAt: FIRST_MS + LENGTH_S * 1_000,
  from: FIRST_MS,
  to: FIRST_MS + LENGTH_S * 1_000,
  clock: { offsetMs: null, errorMs: null, skewPpm: null },
  streams: [
    {
      id: 1,
      kind: STREAM_KIND_NUMBER.motion,
      channels: ["a", "b"],
      nominalHz: HZ,
      ledger: { captured: 0, stored: 0, dropped: 0, outstanding: 0 },
    },
  ],
};

/** A block a second; its samples say which second it is. */
function blocksOf({ from, to }: Span): PastBlock[] {
  const blocks: PastBlock[] = [];
  for (let s = 0; s < LENGTH_S; s++) {
    const t0Us = Math.round((FIRST_MS + s * 1_000) * 1_000);
    if (t0Us < from * 1_000 || t0Us >= to * 1_000) continue;
    const dtUs = Array.from({ length: HZ }, (_, i) => (i === 0 ? 0 : 100_000));
    blocks.push({ stream: 1, firstSeq: s * HZ, t0Us, dtUs, samples: dtUs.flatMap(() => [s, -s]) });
  }
  return blocks;
}

function windowsOf({ from, to }: Span): PastWindow[] {
  const windows: PastWindow[] = [];
  for (let t0 = Math.ceil(FIRST_MS / 5_000) * 5_000; t0 < FIRST_MS + LENGTH_S * 1_000; t0 += 5_000) {
    if (t0 < from || t0 >= to) continue;
    windows.push({ sessionId: "walk", kind: "heart", t0, t1: t0 + 64_000, clockErrorMs: null, features: [] });
  }
  return windows;
}

function overviewOf({ from, to }: Span, points: number): Overview {
  const step = Math.max(1_000, (to - from) / points);
  const count = Math.ceil((to - from) / step);
  // The fifth step holds nothing; some samples are missing in the seventh.
  const bins = Array.from({ length: count }, (_, i) => i).filter((i) => i !== 5);
  const low = bins.map(() => -1);
  const high = bins.map(() => 1);
  return {
    first: FIRST_MS,
    last: FIRST_MS + LENGTH_S * 1_000,
    from,
    step,
    count,
    streams: [
      {
        stream: 1,
        bins,
        missing: bins.map((bin) => (bin === 6 ? 10 : bin === 7 ? 3 : 0)),
        min: [low, low],
        max: [high, high],
      },
    ],
    features: [],
  };
}

function tapeOf() {
  const asked: string[] = [];
  let now = 0;
  const whole = overviewOf({ from: FIRST_MS, to: FIRST_MS + LENGTH_S * 1_000 }, 900);
  const tape = new Tape(PLACE, SESSION, whole, {
    now: () => now,
    setTimer: (ms, callback) => {
      queueMicrotask(() => {
        now += ms + 1;
        callback();
      });
      return () => {};
    },
    blocks: async (_, span) => {
      asked.push("blocks");
      return blocksOf(span);
    },
    windows: async (_, span) => windowsOf(span),
    overview: async (_, span, points) => {
      asked.push("overview");
      return overviewOf(span, points);
    },
  });
  return { tape, asked, first: FIRST_MS / 1_000 };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

it("shows roll-ups until the samples are here, then every sample once", async () => {
  const { tape, first } = tapeOf();
  const view = [first + 100, first + 130, first + 115, 1] as const;
  expect(tape.shown(...view).streamOf(STREAM_KIND_NUMBER.motion)?.rolled).toBeDefined();
  await settle();
  const track = tape.shown(...view).streamOf(STREAM_KIND_NUMBER.motion);
  expect(track?.rolled).toBeUndefined();
  const { times, columns } = track!.buffer.view();
  const seqs = columns[2]!;
  expect(times[0]! <= view[0] && times.at(-1)! >= view[1]).toBe(true);
  seqs.forEach((seq, i) => expect(seq).toBe(seqs[0]! + i));
  expect(columns[0]![0]).toBe(Math.floor(seqs[0]! / HZ));
  expect(columns[1]![0]).toBe(-columns[0]![0]!);
});

it("shows least and greatest from afar, and says where samples are missing and where all of them are", async () => {
  const { tape, first } = tapeOf();
  const { buffer, rolled } = tape
    .shown(first, first + LENGTH_S, first, 1)
    .streamOf(STREAM_KIND_NUMBER.motion)!;
  expect([...buffer.view().columns[0]!.subarray(0, 4)]).toEqual([-1, 1, -1, 1]);
  expect(rolled?.step).toBe(4);
  expect(rolled?.gaps).toMatchObject([
    { from: first + 40, to: first + 48, missing: 10 },
    { from: first + 56, to: first + 64, missing: 3, partial: true },
  ]);
});

it("holds no more than its bound, however far the cursor goes", async () => {
  const { tape, first } = tapeOf();
  for (let at = 0; at < LENGTH_S; at += 30) {
    tape.shown(first + at, first + at + 30, first + at + 15, 1);
    await settle();
    tape.shown(first + at - 200, first + at + 200, first + at, 1);
    await settle();
  }
  expect(tape.held).toBeLessThanOrEqual(20 + 2 * 4);
});

it("finds the window that has ended at the cursor, also where it began long before", async () => {
  const { tape, first } = tapeOf();
  const cursor = first + 600;
  tape.shown(cursor - 5, cursor + 5, cursor, 1);
  for (let i = 0; i < 5; i++) await settle();
  const window = tape.windowAt("heart", cursor);
  expect(window!.t1).toBeLessThanOrEqual(cursor * 1_000);
  expect(window!.t1).toBeGreaterThan((cursor - 5) * 1_000);
});

it("reads values near the cursor also when roll-ups are shown", async () => {
  const { tape, first } = tapeOf();
  tape.shown(first, first + LENGTH_S, first + 3_000, 1);
  expect(tape.near(first + 3_000)).toBeUndefined();
  await settle();
  const { times } = tape
    .near(first + 3_000)!
    .streamOf(STREAM_KIND_NUMBER.motion)!
    .buffer.view();
  expect(times.some((time) => Math.abs(time - first - 3_000) < 0.06)).toBe(true);
});

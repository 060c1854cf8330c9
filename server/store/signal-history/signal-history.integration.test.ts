import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionOpening } from "@trajectory/ingest/ports.ts";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import type { SeriesPoint } from "../../gateway/signal-history.ts";
import type { Store } from "../store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "../testing/postgres.ts";

/** Two hours, in which it is midnight in Dhaka, Kathmandu and Kolkata. */
const START_MS = Date.parse("2026-10-24T17:00:00.250Z");
const HZ = 20;
const STEP_US = 1_000_000 / HZ;
const COUNT = 2 * 3_600 * HZ;
/** Not sent: a minute and a half. */
const LOST = { from: 40_000, to: 41_800 };
const OFFSET_MS = 500;
const STREAM = { id: 1, kind: 1, channels: ["userAcceleration.x", "userAcceleration.y"], nominalHz: HZ };
const CHANNEL = { kind: "motion", name: "userAcceleration.y" } as const;

interface Sample {
  ms: number;
  value: number;
}

function valueOf(seq: number): number {
  return Math.fround(Math.sin(seq / 500) + (seq % 13) / 100);
}

/** As they stand on the server's clock. */
const samples: Sample[] = Array.from({ length: COUNT }, (_, seq) => ({
  ms: START_MS + OFFSET_MS + (seq * STEP_US) / 1_000,
  value: valueOf(seq),
})).filter((_, seq) => seq < LOST.from || seq >= LOST.to);

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function blockOf(firstSeq: number, count: number): Block {
  return {
    stream: STREAM.id,
    firstSeq,
    t0Us: START_MS * 1_000 + firstSeq * STEP_US,
    dtUs: Array.from({ length: count }, (_, i) => (i === 0 ? 0 : STEP_US)),
    samples: Array.from({ length: count }, (_, i) => [1, valueOf(firstSeq + i)]).flat(),
  };
}

function windowAt(sessionId: string, t0Ms: number, value: number, revision = 0): Window {
  return {
    sessionId,
    kind: 2,
    t0Us: t0Ms * 1_000,
    t1Us: (t0Ms + 10_000) * 1_000,
    revision,
    clockErrorMs: 3,
    sampleRateHz: 0,
    sampleRateErrorHz: 0,
    features: [{ name: "move", value, quality: 1, coverage: 1, artefactShare: 0, method: "enmo/1" }],
  };
}

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`past signals on ${database.title}`, () => {
    let server: TestServer;
    let store: Store;
    const userId = randomUUID();
    const session: SessionOpening = {
      sessionId: randomUUID(),
      userId,
      deviceModel: "iPhone17,1",
      appVersion: "1.0.0",
      streams: [STREAM],
      openedUs: START_MS * 1_000,
    };
    const { sessionId } = session;

    beforeAll(async () => {
      server = await database.start();
      store = await openTestStore(await server.newDatabase());
      const { signals } = store;
      await signals.openSession(session);
      const blocks: Promise<void>[] = [];
      for (let first = 0; first < COUNT; first += HZ) {
        if (first >= LOST.from && first < LOST.to) continue;
        const block = blockOf(first, HZ);
        blocks.push(
          signals.appendBlock({ userId, sessionId, block, channels: 2, receivedUs: Date.now() * 1_000 }),
        );
      }
      await Promise.all(blocks);
      for (const second of [0, 5, 10]) {
        const t0Us = (START_MS + second * 1_000) * 1_000;
        const serverUs = t0Us + OFFSET_MS * 1_000;
        await signals.appendClockExchange(sessionId, {
          t0Us,
          t1Us: serverUs + 4_000,
          t2Us: serverUs + 4_000,
          t3Us: t0Us + 8_000,
        });
      }
      await signals.appendWindows(userId, [
        windowAt(sessionId, START_MS - 250, 1),
        windowAt(sessionId, START_MS - 250, 2, 1),
        windowAt(sessionId, START_MS + 4_750, 9),
        windowAt(sessionId, START_MS + 9_750, 4),
      ]);
      await store.rollups.feed.flush();
    });
    afterAll(async () => {
      await store.close();
      await server.stop();
    });

    /** Against the samples themselves: each point says what lies in it, to a bucket at its ends. */
    function expectTrue(points: readonly SeriesPoint[], stepMs: number, bucketMs: number): void {
      for (const point of points.slice(1, -1)) {
        const within = (slack: number) =>
          samples
            .filter(({ ms }) => ms >= point.t - slack && ms < point.t + stepMs + slack)
            .map(({ value }) => value);
        const inner = within(-bucketMs);
        const outer = within(bucketMs);
        if (point.count === 0) {
          expect(inner).toEqual([]);
          expect([point.min, point.max, point.mean, point.sd]).toEqual([null, null, null, null]);
          continue;
        }
        expect(point.count).toBeGreaterThanOrEqual(inner.length);
        expect(point.count).toBeLessThanOrEqual(outer.length);
        expect(point.min ?? 0).toBeGreaterThanOrEqual(least(outer));
        expect(point.min ?? 0).toBeLessThanOrEqual(least(inner));
        expect(point.max ?? 0).toBeLessThanOrEqual(-least(outer.map((value) => -value)));
        expect(point.max ?? 0).toBeGreaterThanOrEqual(-least(inner.map((value) => -value)));
        expect(point.mean ?? 0).toBeGreaterThanOrEqual(point.min ?? 0);
        expect(point.mean ?? 0).toBeLessThanOrEqual(point.max ?? 0);
      }
    }

    const first = samples[0]?.ms ?? 0;
    const last = samples.at(-1)?.ms ?? 0;

    it.each([
      ["second", first + 600_000, first + 3_600_000, 150],
      ["minute", first - 600_000, last + 600_000, 130],
      ["hour", first - 86_400_000, last + 86_400_000, 40],
    ] as const)(
      "by the %s hold what the samples say, on the server's clock",
      async (level, from, to, points) => {
        const series = await store.signalHistory.series(userId, { channel: CHANNEL, from, to, points });
        expect(series).toMatchObject({ level, unit: "g" });
        const bucket = { second: 1_000, minute: 60_000, hour: 3_600_000 }[level];
        expectTrue(series.points, series.step, bucket);
        const counted = series.points.reduce((sum, { count }) => sum + count, 0);
        const there = samples.filter(({ ms }) => ms >= from && ms < to).length;
        expect(Math.abs(counted - there)).toBeLessThanOrEqual((2 * bucket * HZ) / 1_000);
        expect(series.sessions).toEqual([
          { sessionId, clock: { offsetMs: expect.closeTo(OFFSET_MS, 3), errorMs: 4, skewPpm: 0 } },
        ]);
      },
    );

    it("are the samples themselves in a narrow view, with the hole where some are missing", async () => {
      const from = START_MS + OFFSET_MS + 1_999_000;
      const series = await store.signalHistory.series(userId, {
        channel: CHANNEL,
        from,
        to: from + 95_000,
        points: 2_000,
      });
      expect(series).toMatchObject({ level: "raw", step: 0 });
      const there = samples.filter(({ ms }) => ms >= from && ms < from + 95_000);
      const shown = series.points.filter(({ mean }) => mean !== null);
      expect(shown.map(({ t, mean }) => ({ ms: t, value: mean }))).toEqual(
        there.map(({ ms, value }) => ({ ms: expect.closeTo(ms, 2), value })),
      );
      const gap = {
        from: START_MS + OFFSET_MS + (LOST.from - 1) * 50,
        to: START_MS + OFFSET_MS + LOST.to * 50,
      };
      expect(series.gaps).toEqual([
        { from: expect.closeTo(gap.from, 2), to: expect.closeTo(gap.to, 2), missing: LOST.to - LOST.from },
      ]);
      expect(series.points.filter(({ mean }) => mean === null)).toMatchObject([
        { missing: LOST.to - LOST.from },
      ]);
      expect(series.before?.t).toBeCloseTo(from - 50, 2);
    });

    it("say in every level how many samples a gap has lost", async () => {
      for (const [points, level] of [
        [2_000, "second"],
        [100, "minute"],
        [2, "hour"],
      ] as const) {
        const request = {
          channel: CHANNEL,
          from: START_MS - 3_600_000,
          to: START_MS + 3 * 3_600_000,
          points,
        };
        const series = await store.signalHistory.series(
          userId,
          points === 2_000 ? { ...request, from: first, to: last + 1_000 } : request,
        );
        expect(series.level).toBe(level);
        const missing = series.points.reduce((sum, point) => sum + point.missing, 0);
        expect(missing).toBe(LOST.to - LOST.from);
        for (const { coverage } of series.points) expect(coverage ?? 0).toBeLessThanOrEqual(1);
      }
    });

    it("are nothing for somebody else, for a channel there is not, and outside of the sessions", async () => {
      const request = { channel: CHANNEL, from: first, to: last, points: 10 };
      for (const points of [
        (await store.signalHistory.series(randomUUID(), request)).points,
        (await store.signalHistory.series(userId, { ...request, channel: { kind: "motion", name: "none" } }))
          .points,
        (await store.signalHistory.series(userId, { ...request, from: 0, to: 1_000 })).points,
      ]) {
        expect(points.every(({ count }) => count === 0)).toBe(true);
      }
    });

    it("tell channels, and sessions with their ledgers", async () => {
      const stored = COUNT - (LOST.to - LOST.from);
      expect(await store.signalHistory.channels(userId)).toMatchObject([
        { channel: "motion.userAcceleration.x", unit: "g", nominalHz: HZ, sessions: 1 },
        { channel: "motion.userAcceleration.y", unit: "g" },
      ]);
      const ledger = { captured: COUNT, stored, dropped: 0, outstanding: LOST.to - LOST.from };
      const [listed] = await store.signalHistory.sessions(userId, Date.now() + 4e12, 10);
      expect(listed).toMatchObject({
        sessionId,
        device: "iPhone17,1",
        endedAt: null,
        streams: [{ id: 1, ledger }],
      });
      expect(listed?.from).toBeCloseTo(first, 2);
      expect(await store.signalHistory.session(userId, sessionId)).toEqual(listed);
      await expect(store.signalHistory.session(randomUUID(), sessionId)).rejects.toMatchObject({
        code: "not_found",
      });
    });

    it("give windows in their newest revision, and blocks a minute at a time, each once", async () => {
      const span = { from: START_MS - 1_000, to: START_MS + 60_000, limit: 10 };
      const windows = await store.signalHistory.windows(userId, span);
      expect(windows.map(({ features }) => features[0]?.value)).toEqual([2, 9, 4]);
      const seqs: number[] = [];
      for (let from: number | null = 0; from !== null;) {
        const page = await store.signalHistory.blocks(userId, sessionId, from, 4e15);
        expect((page.blocks.at(-1)?.t0Us ?? 0) - (page.blocks[0]?.t0Us ?? 0)).toBeLessThan(60_000_000);
        seqs.push(...page.blocks.map(({ firstSeq }) => firstSeq));
        from = page.nextUs;
      }
      expect(seqs).toHaveLength((COUNT - (LOST.to - LOST.from)) / HZ);
      expect(new Set(seqs).size).toBe(seqs.length);
    });

    it.each([
      ["UTC", 1],
      ["Asia/Dhaka", 2],
      ["Asia/Kathmandu", 2],
      ["Asia/Kolkata", 2],
      ["Europe/Berlin", 1],
    ] as const)("are summed up by the days of %s", async (tz, days) => {
      const periods = await store.signalHistory.summary(userId, { by: "day", tz, from: first, to: last });
      expect(periods).toHaveLength(days);
      const ofChannel = periods.map(({ channels }) => channels.find(({ channel }) => channel.endsWith(".y")));
      expect(ofChannel.reduce((sum, one) => sum + (one?.count ?? 0), 0)).toBe(samples.length);
      for (const [i, period] of periods.entries()) {
        const values = samples
          .filter(({ ms }) => ms >= period.from && ms < period.to)
          .map(({ value }) => value);
        const said = ofChannel[i];
        // A minute may lie on the other side of midnight by the offset of the clock.
        expect(Math.abs((said?.count ?? 0) - values.length)).toBeLessThanOrEqual(HZ);
        expect(said?.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 2);
        expect(said?.coverage).toBeCloseTo(values.length / HZ / ((period.to - period.from) / 1_000), 3);
      }
      const moves = periods.flatMap(({ features }) => features);
      // Of the windows that begin with a minute the newest revisions count.
      expect(moves).toMatchObject([{ feature: "move", kind: "motion", windows: 1, mean: 2, min: 2, max: 2 }]);
    });

    it("are seconds where retention has let go of the samples", async () => {
      const [channel, points] = [CHANNEL, 500] as const;
      const span = { channel, points, from: Math.floor(first) + 60_000, to: Math.floor(first) + 90_000 };
      expect((await store.signalHistory.series(userId, span)).level).toBe("raw");
      await store.rollups.mark("here", Date.now() + 120_000);
      const before = Math.floor(first) + 600_000;
      const { signal } = new AbortController();
      await store.signals.endSession(sessionId, { counts: [] }, START_MS * 1_000);
      await store.retention.release({ before, signal, onReleased: () => {} });
      const series = await store.signalHistory.series(userId, span);
      expect(series).toMatchObject({ level: "second", step: 1_000 });
      expect(series.points.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(30 * HZ);
      const later = { ...span, from: before + 60_000, to: before + 90_000 };
      expect((await store.signalHistory.series(userId, later)).level).toBe("raw");
    });
  });
}

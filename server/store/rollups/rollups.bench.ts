/**
 * `npm run bench -- rollups`: what rolling up costs beside storing. Blocks of 50 samples × 10 channels of many sessions go
 * into the same database in turns, with roll-ups and without; and the folding alone. `--database-url` names a PostgreSQL
 * or TimescaleDB; otherwise one of our own is started for it.
 */
import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import type { Stream } from "@trajectory/protocols/messages.ts";
import { createPool } from "../pool.ts";
import { PostgresSignalStore } from "../signal-store.ts";
import type { Tables } from "../tables.ts";
import { TEST_DATABASES, openTestStore, silentLog, systemClock } from "../testing/postgres.ts";
import { RollupFeed } from "./feed.ts";
import { Fold } from "./fold.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const CHANNELS = 10;
const BLOCK = 50;
const STREAM: Stream = {
  id: 1,
  kind: 1,
  channels: Array.from({ length: CHANNELS }, (_, i) => `c${i}`),
  nominalHz: 100,
};
const START_US = 1_795_000_000_000_000;
const DT_US = Uint32Array.from({ length: BLOCK }, (_, i) => (i === 0 ? 0 : 10_000));
const SAMPLES = Float32Array.from({ length: BLOCK * CHANNELS }, (_, i) => Math.sin(i));

export async function run({
  quick,
  options,
}: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const given = options["database-url"];
  const server = given === undefined ? await TEST_DATABASES[0]?.start() : undefined;
  const url = given ?? (await server?.newDatabase());
  if (url === undefined) throw new Error("There is no database to measure on.");
  const store = await openTestStore(url);
  await store.close();
  const pool = createPool({ url, log: silentLog });
  const [sessions, seconds, rounds] = quick ? [200, 20, 2] : [500, 40, 5];
  try {
    await storeAll(pool, sessions, 5, true);
    const ratios: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? [true, false] : [false, true];
      const took = new Map<boolean, number>();
      for (const rolledUp of order) took.set(rolledUp, await storeAll(pool, sessions, seconds, rolledUp));
      ratios.push((took.get(true) ?? 0) / (took.get(false) ?? 1));
      rates.push((sessions * seconds * 2 * BLOCK) / (took.get(true) ?? 1));
    }
    const share = median(ratios);
    return {
      results: [
        { metric: "rolled_up_samples_per_s", value: median(rates), unit: "1/s" },
        {
          metric: "rollup_time_share",
          value: share,
          unit: "1",
          ratio: share,
          of: "storing without roll-ups",
        },
        { metric: "fold_ns_per_sample", value: foldCost(quick ? 20_000 : 200_000), unit: "ns" },
      ],
      notes: [
        `${store.description}; ${sessions} sessions, ${seconds} s of ${CHANNELS} channels at 100 Hz each, as fast as it takes them.`,
        "Until every roll-up is written too. Live, a second of a phone is one row beside two blocks.",
      ],
    };
  } finally {
    await pool.end();
    await server?.stop();
  }
}

/** @returns s until everything is committed, roll-ups included */
async function storeAll(pool: Pool, sessions: number, seconds: number, rolledUp: boolean): Promise<number> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const feed = new RollupFeed({ pool, db, clock: systemClock, log: silentLog });
  const signals = new PostgresSignalStore(
    pool,
    db,
    systemClock,
    { flushMs: 20 },
    rolledUp ? feed : undefined,
  );
  const ids = Array.from({ length: sessions }, () => randomUUID());
  const userId = randomUUID();
  for (const sessionId of ids) {
    const opening = { sessionId, userId, deviceModel: "bench", appVersion: "1", openedUs: START_US };
    await signals.openSession({ ...opening, streams: [STREAM] });
  }
  const startedAt = performance.now();
  for (let half = 0; half < seconds * 2; half++) {
    const block = {
      stream: 1,
      firstSeq: half * BLOCK,
      t0Us: START_US + half * 500_000,
      dtUs: DT_US,
      samples: SAMPLES,
    };
    const receivedUs = Date.now() * 1_000;
    await Promise.all(
      ids.map((sessionId) =>
        signals.appendBlock({ userId, sessionId, block, channels: CHANNELS, receivedUs }),
      ),
    );
  }
  if (rolledUp) await feed.flush();
  const took = (performance.now() - startedAt) / 1_000;
  await signals.close();
  await feed.close();
  return took;
}

function foldCost(blocks: number): number {
  const fold = new Fold({ channels: CHANNELS, nominalHz: 100 });
  const add = (count: number, from: number): void => {
    for (let i = from; i < from + count; i++) {
      fold.offer({
        stream: 1,
        firstSeq: i * BLOCK,
        t0Us: START_US + i * 500_000,
        dtUs: DT_US,
        samples: SAMPLES,
      });
      if (i % 20 === 0) fold.takeRows();
    }
  };
  add(blocks / 10, 0);
  const before = process.cpuUsage();
  add(blocks, blocks / 10);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1_000) / (blocks * BLOCK);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

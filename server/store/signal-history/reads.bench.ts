/**
 * `npm run bench -- reads`: any zoom of a month of one person, 100 Hz × 10 channels in a session a day, 259 M samples,
 * and the other reads of past signals. Without HTTP, with the JSON. `--quick` has seconds, blocks and windows of one day,
 * `--days N` of the newest N, and minutes and hours of the month. `--database-url` names a PostgreSQL or TimescaleDB;
 * otherwise one of our own is started for it.
 *
 * In parts, as the month takes some minutes and 15 GB: `--data DIR` keeps a database of our own there, and
 * `--fill-seconds S` ends the filling after S. Run it again with the same DIR until all days are there.
 */
import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { encodeBlock } from "../block-codec.ts";
import { createPool } from "../pool.ts";
import type { Tables } from "../tables.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { TEST_DATABASES, openTestStore, silentLog } from "../testing/postgres.ts";
import { PostgresSignalHistory } from "./signal-history.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

interface Args {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
const HZ = 100;
const BLOCK = 50;
const CHANNELS = Array.from({ length: 10 }, (_, i) => `userAcceleration.${"xyzabcdefg"[i]}`);
const CHANNEL = { kind: "motion", name: "userAcceleration.y" } as const;
/** Of a database that is kept. */
const KEPT_USER = "00000000-0000-4000-8000-0000000be9c4";
/** The device of a day whose samples are all there. */
const FULL = "iPhone17,1 (all samples)";
const START_MS = Date.parse("2026-10-01T00:00:00Z");
const AIM_MS = 50;
const POINTS = 1_000;
const SHORTEST_MS = 5_000;

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  const server = await databaseOf(options);
  const { url } = server;
  const store = await openTestStore(url);
  const { description } = store;
  await store.close();
  const pool = createPool({ url, log: silentLog, max: 4, statementTimeoutMs: 3_600_000 });
  const userId = server.isKept ? KEPT_USER : randomUUID();
  try {
    const wanted = quick ? 1 : Math.min(DAYS, Number(options["days"] ?? DAYS));
    const days = await fill(
      pool,
      userId,
      wanted,
      Number(options["fill-seconds"] ?? Number.POSITIVE_INFINITY),
    );
    if (days < wanted) {
      return {
        results: [],
        notes: [`${days} of ${wanted} days are there: run it again with the same --data.`],
      };
    }
    const signals = new PostgresSignalHistory(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
    const nothing = await p95("select_1_p95_ms", () => pool.query("SELECT 1"), 200);
    const results = [...(await measureReads(signals, userId, days, quick ? 150 : 400)), nothing];
    const notes = [
      `${description}; ${days} days of blocks, seconds and windows, ${DAYS} days of minutes and hours.`,
      `Zooms of ${SHORTEST_MS / 1_000} s to ${DAYS} days, log-uniform, ${POINTS} points; as JSON, without HTTP.`,
      "select_1 says how busy the machine is: on a quiet one it takes well under a millisecond.",
    ];
    return { results, notes };
  } finally {
    if (!server.isKept) {
      await pool.query("DELETE FROM session WHERE user_id = $1", [userId]).catch(() => undefined);
    }
    await pool.end();
    await server.stop();
  }
}

interface BenchServer {
  url: string;
  isKept: boolean;
  stop(): Promise<void>;
}

async function databaseOf(options: Args["options"]): Promise<BenchServer> {
  const given = options["database-url"];
  if (given !== undefined) return { url: given, isKept: false, stop: async () => {} };
  const folder = options["data"];
  if (folder !== undefined) {
    const kept = await startEmbeddedPostgres({ dataDir: folder, log: silentLog });
    return { url: kept.url, isKept: true, stop: () => kept.stop() };
  }
  const server = await TEST_DATABASES[0]?.start();
  if (server === undefined) throw new Error("There is no database to measure on.");
  return { url: await server.newDatabase(), isKept: false, stop: () => server.stop() };
}

async function measureReads(
  signals: PostgresSignalHistory,
  userId: string,
  days: number,
  zooms: number,
): Promise<Result[]> {
  const byLevel = new Map<string, number[]>();
  const all: number[] = [];
  const random = randomFrom(1);
  const endMs = START_MS + DAYS * DAY_MS;
  for (let i = -10; i < zooms; i++) {
    const span = SHORTEST_MS * ((DAYS * DAY_MS) / SHORTEST_MS) ** random();
    // Narrow views lie where there are seconds and blocks.
    const room = (span < days * DAY_MS ? days : DAYS) * DAY_MS - span;
    const from = Math.floor((span < days * DAY_MS ? endMs - days * DAY_MS : START_MS) + random() * room);
    const request = { channel: CHANNEL, from, to: Math.ceil(from + span), points: POINTS };
    const { ms, answer } = await timed(() => signals.series(userId, request));
    if (answer.points.every(({ count }) => count === 0))
      throw new Error(`Nothing is read by the ${answer.level}.`);
    if (i < 0) continue;
    all.push(ms);
    byLevel.set(answer.level, [...(byLevel.get(answer.level) ?? []), ms]);
  }
  const month = { from: START_MS, to: endMs };
  const lastDay = { from: endMs - DAY_MS, to: endMs };
  const sessions = await signals.sessions(userId, 4e12, 2);
  const [newest] = sessions;
  if (newest === undefined) throw new Error("There is no session.");
  const blocksFrom = (endMs - DAY_MS / 2) * 1_000;
  return [
    limited("read_month_p95_ms", percentile(all, 95)),
    { metric: "read_month_p50_ms", value: percentile(all, 50), unit: "ms" },
    ...[...byLevel].map(([level, ms]) => limited(`read_${level}_p95_ms`, percentile(ms, 95))),
    await p95("read_channels_p95_ms", () => signals.channels(userId)),
    await p95("read_sessions_p95_ms", () => signals.sessions(userId, 4e12, 20)),
    await p95("read_session_ledger_p95_ms", () => signals.session(userId, newest.sessionId), 5),
    await p95("read_blocks_minute_p95_ms", () =>
      signals.blocks(userId, newest.sessionId, blocksFrom, blocksFrom + 60_000_000),
    ),
    await p95("read_windows_page_p95_ms", () =>
      signals.windows(userId, { ...lastDay, kind: "motion", limit: 500 }),
    ),
    await p95(
      "read_summary_month_p95_ms",
      () => signals.summary(userId, { by: "day", tz: "Asia/Kathmandu", ...month }),
      5,
    ),
  ];
}

/**
 * The tables as they are after so many days, filled by the database itself, the newest day first; days that are there
 * already stay.
 * @returns days with samples
 */
async function fill(pool: Pool, userId: string, days: number, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const { rows: known } = await pool.query<{ day: number; isFull: boolean }>(
    `SELECT ((extract(epoch FROM opened_at) * 1000 - ${START_MS}) / ${DAY_MS})::int AS day,
      device_model = $2 AS "isFull" FROM session WHERE user_id = $1`,
    [userId, FULL],
  );
  const begun = new Set(known.map(({ day }) => day));
  const full = new Set(known.filter(({ isFull }) => isFull).map(({ day }) => day));
  const before = full.size;
  const data = Buffer.from(
    encodeBlock({
      stream: 1,
      firstSeq: 0,
      t0Us: 0,
      dtUs: Array.from({ length: BLOCK }, (_, i) => (i === 0 ? 0 : 1e6 / HZ)),
      samples: Array.from({ length: BLOCK * CHANNELS.length }, (_, i) => Math.sin(i)),
    }),
  );
  for (let day = DAYS - 1; day >= 0; day--) {
    if (full.has(day)) continue;
    if (performance.now() > until) return full.size;
    const hasSamples = day >= DAYS - days;
    if (!hasSamples && begun.has(day)) continue;
    const from = new Date(START_MS + day * DAY_MS);
    const to = new Date(START_MS + (day + 1) * DAY_MS);
    const sessionId = randomUUID();
    // What a run that was broken off has left of the day.
    await pool.query("DELETE FROM session WHERE user_id = $1 AND opened_at = $2", [userId, from]);
    await pool.query("INSERT INTO session VALUES ($1, $2, 'iPhone17,1', '1', $3, $4)", [
      sessionId,
      userId,
      from,
      to,
    ]);
    await pool.query("INSERT INTO stream VALUES ($1, 1, 1, $2, $3, $4, 0)", [
      sessionId,
      CHANNELS,
      HZ,
      86_400 * HZ,
    ]);
    await rollUps(pool, "signal_hour", sessionId, from, to, 3_600);
    await rollUps(pool, "signal_minute", sessionId, from, to, 60);
    if (!hasSamples) continue;
    await rollUps(pool, "signal_second", sessionId, from, to, 1);
    await pool.query(
      `INSERT INTO signal_block
        SELECT $1, 1, $2::timestamptz + i * interval '500 ms', $2::timestamptz + i * interval '500 ms' + interval '490 ms',
          i * ${BLOCK}, $2::timestamptz + i * interval '500 ms', ${BLOCK}, ${CHANNELS.length}, 1, $3
        FROM generate_series(0, ${86_400 * 2 - 1}) AS i`,
      [sessionId, from, data],
    );
    await windows(pool, sessionId, userId, from);
    await pool.query("UPDATE session SET device_model = $2 WHERE session_id = $1", [sessionId, FULL]);
    full.add(day);
    console.error(`${full.size} of ${days} days are there`);
  }
  if (full.size > before || known.length === 0) await pool.query("VACUUM ANALYZE");
  return full.size;
}

async function rollUps(
  pool: Pool,
  table: string,
  sessionId: string,
  from: Date,
  to: Date,
  seconds: number,
): Promise<void> {
  const count = HZ * seconds;
  const list = (value: string, type: string) => `array_fill(${value}, ARRAY[${CHANNELS.length}])::${type}[]`;
  await pool.query(
    `INSERT INTO ${table} (session_id, stream_id, t, sample_count, first_seq, last_seq, first_t, last_t, gaps, covered_s,
        mins, maxs, sums, squares)
      SELECT $1, 1, t, ${count}, i * ${count}, (i + 1) * ${count} - 1, t, t + interval '${seconds} s' - interval '10 ms', 0,
        ${seconds}, ${list("-1 - random()", "real")}, ${list("1 + random()", "real")},
        ${list(`${count} * random()`, "double precision")}, ${list(`${count} * 2.0`, "double precision")}
      FROM (SELECT i, $2::timestamptz + i * interval '${seconds} s' AS t
        FROM generate_series(0, extract(epoch FROM $3::timestamptz - $2::timestamptz)::bigint / ${seconds} - 1) AS i) AS grid`,
    [sessionId, from, to],
  );
}

async function windows(pool: Pool, sessionId: string, userId: string, from: Date): Promise<void> {
  for (const [kind, length, names] of [
    [2, 10, ["move", "cadence", "regularity", "gesture"]],
    [3, 64, ["hr", "rmssd", "coherence"]],
  ] as const) {
    await pool.query(
      `INSERT INTO signal_window
        SELECT $1, $2, ${kind}, t, t + interval '${length} s', 0, 5, $4::text[], array_fill(random(), ARRAY[${names.length}]),
          array_fill(1.0, ARRAY[${names.length}]), array_fill(1.0, ARRAY[${names.length}]),
          array_fill(0.0, ARRAY[${names.length}]), array_fill('method/1'::text, ARRAY[${names.length}])
        FROM (SELECT $3::timestamptz + i * interval '5 s' AS t FROM generate_series(0, 17279) AS i) AS grid`,
      [sessionId, userId, from, [...names]],
    );
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const startedAt = performance.now();
  const answer = await work();
  JSON.stringify(answer);
  return { ms: performance.now() - startedAt, answer };
}

async function p95(metric: string, work: () => Promise<unknown>, repeats = 40): Promise<Result> {
  const ms: number[] = [];
  await timed(work);
  for (let i = 0; i < repeats; i++) ms.push((await timed(work)).ms);
  return { metric, value: percentile(ms, 95), unit: "ms" };
}

function limited(metric: string, value: number): Result {
  return { metric, value, unit: "ms", ratio: value / AIM_MS, of: `aim ${AIM_MS} ms` };
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? Number.NaN;
}

/** Mulberry32: the same zooms in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * What brings people into memory, many of them in one statement: after a hand-over or a start, thousands of snapshots
 * and logs are read at once, and a statement each costs more than what it reads.
 */
import type { Pool } from "pg";
import type { Clock, StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { Batcher, type BatchEntry } from "./batcher.ts";
import { arrayParameter, OID } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";

interface ReadRequest {
  userId: string;
  afterSeq: number;
  limit: number;
}

/** Limits how much one answer of the database may hold: pages of 1,000 events are asked for. */
const USERS_AT_ONCE = 32;
const PARALLEL = 3;
const MOST_WAITING = 100_000;

const SNAPSHOTS = `
  SELECT newest.* FROM unnest($1::uuid[]) AS asked (user_id)
  CROSS JOIN LATERAL (
    SELECT user_id, seq, machine_version, state_hash, state FROM snapshot
    WHERE user_id = asked.user_id ORDER BY seq DESC LIMIT 1
  ) AS newest`;

const EVENTS = `
  SELECT asked.number, page.* FROM unnest($1::uuid[], $2::bigint[], $3::integer[])
    WITH ORDINALITY AS asked (user_id, after, most, number)
  CROSS JOIN LATERAL (
    SELECT user_id, seq, actor, type, command_id, machine_version, payload,
      (extract(epoch FROM at) * 1000)::double precision AS at
    FROM event WHERE user_id = asked.user_id AND seq > asked.after ORDER BY seq LIMIT asked.most
  ) AS page
  ORDER BY asked.number, page.seq`;

const PAUSED = "SELECT user_id FROM paused_user WHERE user_id = ANY ($1::uuid[])";

interface SnapshotRow {
  user_id: string;
  seq: number;
  machine_version: number;
  state_hash: string;
  state: unknown;
}

interface LoggedRow {
  user_id: string;
  seq: number;
  actor: string;
  type: string;
  at: number;
  command_id: string;
  machine_version: number;
  payload: unknown;
}

export class EventReads {
  readonly #pool: Pool;
  readonly #snapshots: Batcher<string, StoredSnapshot | undefined>;
  readonly #events: Batcher<ReadRequest, EventRecord[]>;
  readonly #paused: Batcher<string, boolean>;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    const limits = {
      clock,
      delayMs: 0,
      parallel: PARALLEL,
      maxBatchEntries: USERS_AT_ONCE,
      maxBatchBytes: Number.POSITIVE_INFINITY,
      maxQueueEntries: MOST_WAITING,
      maxQueueBytes: Number.POSITIVE_INFINITY,
    };
    this.#snapshots = new Batcher({ ...limits, write: (batch) => this.#readSnapshots(batch) });
    this.#events = new Batcher({ ...limits, write: (batch) => this.#readEvents(batch) });
    this.#paused = new Batcher({ ...limits, write: (batch) => this.#readPaused(batch) });
  }

  /** The newest. @throws ProtocolError `store_unavailable`, `busy` */
  snapshot(userId: string): Promise<StoredSnapshot | undefined> {
    return this.#snapshots.add(userId, 0);
  }

  /** @throws ProtocolError `store_unavailable`, `busy` */
  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    return this.#events.add({ userId, afterSeq, limit }, 0);
  }

  /** @throws ProtocolError `store_unavailable`, `busy` */
  paused(userId: string): Promise<boolean> {
    return this.#paused.add(userId, 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.#snapshots.close(), this.#events.close(), this.#paused.close()]);
  }

  async #readSnapshots(batch: readonly BatchEntry<string, StoredSnapshot | undefined>[]): Promise<void> {
    const ids = batch.map(({ item }) => item);
    const rows = await this.#rows<SnapshotRow>(SNAPSHOTS, [uuids(ids)]);
    const found = new Map(rows.map((row) => [row.user_id, row]));
    for (const entry of batch) entry.resolve(snapshotOf(found.get(entry.item)));
  }

  async #readEvents(batch: readonly BatchEntry<ReadRequest, EventRecord[]>[]): Promise<void> {
    const asked = batch.map(({ item }) => item);
    const rows = await this.#rows<LoggedRow & { number: number }>(EVENTS, [
      uuids(asked.map(({ userId }) => userId)),
      arrayParameter(OID.int8, asked, (to, { afterSeq }) => to.int8(afterSeq)),
      arrayParameter(OID.int4, asked, (to, { limit }) => to.int4(limit)),
    ]);
    const pages: EventRecord[][] = batch.map(() => []);
    for (const row of rows) pages[row.number - 1]?.push(eventRecord(row));
    batch.forEach((entry, index) => entry.resolve(pages[index] ?? []));
  }

  async #readPaused(batch: readonly BatchEntry<string, boolean>[]): Promise<void> {
    const rows = await this.#rows<{ user_id: string }>(PAUSED, [uuids(batch.map(({ item }) => item))]);
    const paused = new Set(rows.map((row) => row.user_id));
    for (const entry of batch) entry.resolve(paused.has(entry.item));
  }

  async #rows<Row extends object>(text: string, values: Buffer[]): Promise<Row[]> {
    const { rows } = await guarded(() => this.#pool.query<Row>(text, values));
    return rows;
  }
}

function uuids(ids: readonly string[]): Buffer {
  return arrayParameter(OID.uuid, ids, (to, id) => to.uuid(id));
}

function snapshotOf(row: SnapshotRow | undefined): StoredSnapshot | undefined {
  if (row === undefined) return undefined;
  const { user_id: userId, seq, machine_version: machineVersion, state_hash: stateHash, state } = row;
  return { userId, seq, machineVersion, stateHash, state };
}

export function eventRecord(row: LoggedRow): EventRecord {
  return {
    userId: row.user_id,
    seq: row.seq,
    actor: row.actor as ActorName,
    type: row.type,
    at: row.at,
    commandId: row.command_id,
    machineVersion: row.machine_version,
    payload: row.payload,
  };
}

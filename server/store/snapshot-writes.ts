/** Saves snapshots, many in one statement: a statement each costs more than taking the snapshot. */
import type { Pool } from "pg";
import type { Clock, StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Batcher, type BatchEntry } from "./batcher.ts";
import { arrayParameter, isUuid, OID } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";

const DELAY_MS = 20;
const BATCH_SNAPSHOTS = 200;
const BATCH_BYTES = 8 * 1024 * 1024;
const QUEUE_SNAPSHOTS = 20_000;
const QUEUE_BYTES = 256 * 1024 * 1024;

/**
 * Of each day the newest snapshot stays, so that a past state need not be replayed from the beginning. Does not wait
 * for the disk: a snapshot that a crash takes away costs a replay. Of
 * somebody who was deleted nothing is saved.
 */
const SAVE = `
  WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::text[], $5::text[])
      AS input (user_id, seq, machine_version, state_hash, state)
  ), saved AS (
    INSERT INTO snapshot (user_id, seq, machine_version, state_hash, state)
    SELECT user_id, seq, machine_version, state_hash, state::json
    FROM input, set_config('synchronous_commit', 'off', true) WHERE NOT is_erased(user_id)
    ON CONFLICT (user_id, seq) DO UPDATE SET machine_version = excluded.machine_version,
      state_hash = excluded.state_hash, state = excluded.state, saved_at = excluded.saved_at
  )
  DELETE FROM snapshot USING input WHERE snapshot.user_id = input.user_id AND snapshot.seq < input.seq
    AND snapshot.saved_at >= date_trunc('day', now(), 'UTC')`;

interface PreparedSnapshot extends Omit<StoredSnapshot, "state"> {
  /** JSON */
  state: string;
}

export class SnapshotWrites {
  readonly #pool: Pool;
  readonly #batcher: Batcher<PreparedSnapshot, void>;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#batcher = new Batcher({
      write: (batch) => this.#write(batch),
      clock,
      delayMs: DELAY_MS,
      maxBatchEntries: BATCH_SNAPSHOTS,
      maxBatchBytes: BATCH_BYTES,
      maxQueueEntries: QUEUE_SNAPSHOTS,
      maxQueueBytes: QUEUE_BYTES,
    });
  }

  /** @throws ProtocolError `busy`, `invalid_input`, `store_unavailable` */
  async save(snapshot: StoredSnapshot): Promise<void> {
    if (!isUuid(snapshot.userId)) {
      throw new ProtocolError("invalid_input", `The user id "${snapshot.userId}" is no UUID.`);
    }
    const state: unknown = JSON.stringify(snapshot.state);
    if (typeof state !== "string") throw new ProtocolError("invalid_input", "The snapshot has no state.");
    await this.#batcher.add({ ...snapshot, state }, state.length);
  }

  close(): Promise<void> {
    return this.#batcher.close();
  }

  async #write(batch: readonly BatchEntry<PreparedSnapshot, void>[]): Promise<void> {
    // One statement may write a row once only; users in one order, so that two nodes do not wait for each other.
    const newest = new Map(batch.map(({ item }) => [`${item.userId} ${item.seq}`, item]));
    const rows = [...newest.values()].toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
    await guarded(() =>
      this.#pool.query(SAVE, [
        arrayParameter(OID.uuid, rows, (to, row) => to.uuid(row.userId)),
        arrayParameter(OID.int8, rows, (to, row) => to.int8(row.seq)),
        arrayParameter(OID.int4, rows, (to, row) => to.int4(row.machineVersion)),
        arrayParameter(OID.text, rows, (to, row) => to.text(row.stateHash)),
        arrayParameter(OID.text, rows, (to, row) => to.text(row.state)),
      ]),
    );
    for (const entry of batch) entry.resolve();
  }
}

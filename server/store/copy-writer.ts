/**
 * Writes rows of many callers by COPY, batched. While rows are new this is one COPY per batch. After a batch that met
 * a row already stored (a device that resends), batches go through a temporary table until one is all new again.
 */
import type { Pool, PoolClient } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { Batcher, type BatchEntry } from "./batcher.ts";
import { BinaryWriter } from "./binary-writer.ts";
import { type CopyTable, copyInto, encodeRows, mergeInto } from "./copy.ts";
import { brokenConstraint, isDeadlock, storeError } from "./store-error.ts";

export interface CopyWriterOptions<Row> {
  table: CopyTable<Row> & { key: readonly string[] };
  pool: Pool;
  clock: Clock;
  /** Rows wait at most this long for others, ms. */
  flushMs: number;
  batchRows: number;
  queueRows: number;
  queueBytes: number;
  /** Told of each row after COMMIT, before its caller is, in the order in which they were added. */
  onStored?: (row: Row) => void;
  /** Told of each row that may be stored or not. */
  onUnknown?: (row: Row) => void;
  /** Batches under way: while one waits for its COMMIT, the next one is sent. Default: 1. */
  parallel?: number;
}

const BATCH_BYTES = 8 * 1024 * 1024;
const ROW_BYTES = 128;
const DEADLOCK_ATTEMPTS = 3;

export class CopyWriter<Row> {
  readonly #options: CopyWriterOptions<Row>;
  readonly #batcher: Batcher<readonly Row[], void>;
  /** Memory of batches, used again and again. */
  readonly #encoders: BinaryWriter[] = [];
  #mayRepeat = false;

  constructor(options: CopyWriterOptions<Row>) {
    this.#options = options;
    this.#batcher = new Batcher({
      write: (batch, before) => this.#write(batch, before),
      clock: options.clock,
      delayMs: options.flushMs,
      maxBatchEntries: options.batchRows,
      maxBatchBytes: BATCH_BYTES,
      maxQueueEntries: options.queueRows,
      maxQueueBytes: options.queueBytes,
      parallel: options.parallel ?? 1,
    });
  }

  /** Calls that wait or are being written. */
  get waiting(): number {
    return this.#batcher.size;
  }

  /**
   * Resolves after COMMIT; rows of one call are committed together.
   * @param bytes of the rows' content
   * @throws ProtocolError `busy`; `store_unavailable`: the outcome is unknown
   */
  add(rows: readonly Row[], bytes: number): Promise<void> {
    return this.#batcher.add(rows, bytes + rows.length * ROW_BYTES);
  }

  /** Resolves when everything added before is committed or has failed. */
  flush(): Promise<void> {
    return this.#batcher.flush();
  }

  close(): Promise<void> {
    return this.#batcher.close();
  }

  /** Callers hear of their COMMITs in the order in which they added. */
  async #write(batch: readonly BatchEntry<readonly Row[], void>[], before: Promise<void>): Promise<void> {
    const { onStored, onUnknown } = this.#options;
    const rows: Row[] = [];
    for (const { item } of batch) for (const row of item) rows.push(row);
    const encoder = this.#encoders.pop() ?? new BinaryWriter();
    try {
      await this.#store(rows, encodeRows(this.#options.table, rows, encoder));
    } catch (error) {
      if (onUnknown !== undefined) for (const row of rows) onUnknown(row);
      throw storeError(error);
    } finally {
      this.#encoders.push(encoder);
    }
    await before;
    for (const entry of batch) {
      if (onStored !== undefined) for (const row of entry.item) onStored(row);
      entry.resolve();
    }
  }

  async #store(rows: readonly Row[], encoded: Buffer): Promise<void> {
    const { table } = this.#options;
    if (!this.#mayRepeat) {
      try {
        await this.#withClient((client) => copyInto(client, table, table.name, encoded));
        return;
      } catch (error) {
        if (brokenConstraint(error) === undefined && !isDeadlock(error)) throw error;
        this.#mayRepeat = true;
      }
    }
    const added = await this.#merge(encoded, 1);
    this.#mayRepeat = added < rows.length;
  }

  async #merge(encoded: Buffer, attempt: number): Promise<number> {
    try {
      return await this.#withClient((client) => mergeInto(client, this.#options.table, encoded));
    } catch (error) {
      if (!isDeadlock(error) || attempt === DEADLOCK_ATTEMPTS) throw error;
      return this.#merge(encoded, attempt + 1);
    }
  }

  /** A connection on which something failed is closed: its transaction and its stream are in no known state. */
  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#options.pool.connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

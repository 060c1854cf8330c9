/** Examples of gestures in PostgreSQL. */
import { type Kysely, sql } from "kysely";
import { SHAPE_CURVES, SHAPE_LENGTH } from "@trajectory/engine/signals/gestures/gesture-shape.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  type GestureExamples,
  type RecognisedGesture,
  MOST_EXAMPLES,
  MOST_GESTURES,
  type StoredExample,
} from "../gateway/gesture-examples.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

interface ExampleRow {
  exampleId: string;
  gesture: string;
  sessionId: string;
  t0Us: number;
  t1Us: number;
  shape: Buffer;
  addedAt: number;
}

const COLUMNS =
  sql.raw(`example_id AS "exampleId", gesture, session_id AS "sessionId", t0_us AS "t0Us", t1_us AS "t1Us",
  shape, (extract(epoch FROM added_at) * 1000)::double precision AS "addedAt"`);

export class PostgresGestureExamples implements GestureExamples {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async examples(userId: string): Promise<StoredExample[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await guarded(() =>
      sql<ExampleRow>`
        SELECT ${COLUMNS} FROM gesture_example WHERE user_id = ${userId} ORDER BY added_at, example_id`.execute(
        this.#db,
      ),
    );
    return rows.map(exampleOf);
  }

  /** The limits hold for requests one after the other; two at once may go past them by one. */
  async addExample(userId: string, example: Omit<StoredExample, "addedAt">): Promise<StoredExample> {
    const gesture = storableText(example.gesture);
    const { rows } = await guarded(() =>
      sql<ExampleRow>`
        INSERT INTO gesture_example (example_id, user_id, gesture, session_id, t0_us, t1_us, shape)
        SELECT ${example.exampleId}, ${userId}, ${gesture}, ${example.sessionId}, ${Math.round(example.t0 * 1000)},
          ${Math.round(example.t1 * 1000)}, ${bytesOf(example.shape)}
        FROM (SELECT count(*) FILTER (WHERE gesture = ${gesture}) AS examples, count(DISTINCT gesture) AS gestures
          FROM gesture_example WHERE user_id = ${userId}) AS held
        WHERE examples < ${MOST_EXAMPLES} AND (examples > 0 OR gestures < ${MOST_GESTURES})
        RETURNING ${COLUMNS}`.execute(this.#db),
    );
    const [row] = rows;
    if (row === undefined) {
      throw new ProtocolError(
        "invalid_input",
        `At most ${MOST_GESTURES} gestures with ${MOST_EXAMPLES} examples each are kept.`,
        { field: "gesture" },
      );
    }
    return exampleOf(row);
  }

  async removeExample(userId: string, exampleId: string): Promise<boolean> {
    if (!isUuid(userId) || !isUuid(exampleId)) return false;
    const { numDeletedRows } = await guarded(() =>
      this.#db
        .deleteFrom("gesture_example")
        .where("user_id", "=", userId)
        .where("example_id", "=", exampleId)
        .executeTakeFirst(),
    );
    return numDeletedRows > 0n;
  }

  async renameGesture(userId: string, gesture: string, name: string): Promise<boolean> {
    if (!isUuid(userId)) return false;
    const to = storableText(name);
    const { rows } = await guarded(() =>
      sql<{ examples: number; isTaken: boolean }>`
        WITH held AS (SELECT count(*) > 0 AS "isTaken" FROM gesture_example
          WHERE user_id = ${userId} AND gesture = ${to} AND gesture <> ${gesture}),
        renamed AS (UPDATE gesture_example SET gesture = ${to}
          WHERE user_id = ${userId} AND gesture = ${gesture} AND NOT (SELECT "isTaken" FROM held) RETURNING 1)
        SELECT "isTaken", (SELECT count(*) FROM renamed) AS examples FROM held`.execute(this.#db),
    );
    const { examples = 0, isTaken = false } = rows[0] ?? {};
    if (isTaken) {
      throw new ProtocolError("invalid_input", `There is a gesture “${name}” already.`, { field: "name" });
    }
    return examples > 0;
  }

  async recognised(userId: string, limit: number): Promise<RecognisedGesture[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await guarded(() =>
      sql<RecognisedGesture>`
        SELECT payload->>'gesture' AS gesture, payload->>'sessionId' AS "sessionId",
          (payload->>'t0')::double precision AS "from", (payload->>'t1')::double precision AS "to",
          (payload->>'confidence')::double precision AS confidence
        FROM event WHERE user_id = ${userId} AND type = 'gesture_recognised'
        ORDER BY seq DESC LIMIT ${limit}`.execute(this.#db),
    );
    return rows;
  }

  /** By person, something that changes when the examples do. */
  async versions(): Promise<Map<string, string>> {
    const { rows } = await guarded(() =>
      sql<{ userId: string; version: string }>`
        SELECT user_id AS "userId", concat(count(*), '/', max(added_at), '/', md5(string_agg(gesture, '/' ORDER BY example_id))) AS version
        FROM gesture_example GROUP BY user_id`.execute(this.#db),
    );
    return new Map(rows.map(({ userId, version }) => [userId, version]));
  }
}

function exampleOf({ t0Us, t1Us, shape, ...row }: ExampleRow): StoredExample {
  return { ...row, t0: t0Us / 1000, t1: t1Us / 1000, shape: curvesOf(shape) };
}

function bytesOf(shape: readonly Float32Array[]): Buffer {
  const bytes = Buffer.alloc(SHAPE_CURVES * SHAPE_LENGTH * 4);
  for (const [c, curve] of shape.entries()) {
    for (const [i, value] of curve.entries()) bytes.writeFloatLE(value, (c * SHAPE_LENGTH + i) * 4);
  }
  return bytes;
}

function curvesOf(bytes: Buffer): Float32Array[] {
  return Array.from({ length: SHAPE_CURVES }, (_, c) =>
    Float32Array.from({ length: SHAPE_LENGTH }, (__, i) => bytes.readFloatLE((c * SHAPE_LENGTH + i) * 4)),
  );
}

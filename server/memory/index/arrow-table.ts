/** Columns as an Arrow table, without copying the vectors. */
import {
  type Data,
  Field,
  FixedSizeList,
  Float32,
  type Float64,
  type Int32,
  type Int64,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import type { Columns } from "./messages.ts";

export function arrowTable({ n, version, at, kind, source, vectors }: Columns): Table {
  const length = n.length;
  const list = new FixedSizeList(vectors.length / length, new Field("item", new Float32(), true));
  const child = makeData({ type: new Float32(), data: vectors });
  const columns: [string, Data][] = [
    ["n", dataOf(makeVector(BigInt64Array.from(n, BigInt)))],
    ["version", dataOf(makeVector(BigInt64Array.from(version, BigInt)))],
    ["at", dataOf(makeVector(at))],
    ["kind", dataOf(makeVector(kind))],
    ["source", dataOf(vectorFromArray(source, new Utf8()))],
    ["vector", makeData({ type: list, length, nullCount: 0, child })],
  ];
  const schema = new Schema(columns.map(([name, { type }]) => new Field(name, type, false)));
  const struct = makeData({
    type: new Struct(schema.fields),
    length,
    nullCount: 0,
    children: columns.map(([, data]) => data),
  });
  return new Table([new RecordBatch(schema, struct)]);
}

function dataOf<T extends Int64 | Float64 | Int32 | Utf8>(vector: { data: readonly Data<T>[] }): Data<T> {
  const [data] = vector.data;
  if (data === undefined) throw new Error("A column has no data.");
  return data;
}

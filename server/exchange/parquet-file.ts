/** A session as one Parquet table, with the columns of the CSV; row groups of 20,000 samples. */
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { streamKindName } from "@trajectory/protocols/messages.ts";
import { channelColumns, describeSession, type Exported, unitOfChannel } from "./exported.ts";
import type { SampleRow } from "./sample-rows.ts";

const GROUP_ROWS = 20_000;

const HEAD: readonly SchemaElement[] = [
  {
    name: "time",
    type: "INT64",
    repetition_type: "REQUIRED",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
  },
  { name: "stream", type: "INT64", repetition_type: "REQUIRED" },
  { name: "kind", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  { name: "seq", type: "INT64", repetition_type: "REQUIRED" },
  { name: "missing", type: "INT64", repetition_type: "REQUIRED" },
];

export async function* parquetFile({ session, rows }: Exported): AsyncGenerator<Uint8Array> {
  const columns = channelColumns(session.streams);
  const bytes = new ByteWriter() as ByteWriter & { index: number };
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: "samples", num_children: HEAD.length + columns.length },
      ...HEAD,
      ...columns.map(({ channel }) => ({
        name: channel,
        type: "FLOAT" as const,
        repetition_type: "OPTIONAL" as const,
      })),
    ],
    createdBy: "TrajectoryOS",
    kvMetadata: [
      { key: "trajectory.session", value: JSON.stringify(describeSession(session)) },
      {
        key: "trajectory.units",
        value: JSON.stringify(
          Object.fromEntries(columns.map(({ channel }) => [channel, unitOfChannel(channel)])),
        ),
      },
    ],
  });
  let group: SampleRow[] = [];
  async function writeGroup(): Promise<Uint8Array> {
    const numbers = (of: (row: SampleRow) => number) => group.map((row) => BigInt(of(row)));
    await writer.write({
      rowGroupSize: GROUP_ROWS,
      columnData: [
        { name: "time", data: numbers(({ us }) => us) },
        { name: "stream", data: numbers(({ stream }) => stream.id) },
        { name: "kind", data: group.map(({ stream }) => streamKindName(stream.kind)) },
        { name: "seq", data: numbers(({ seq }) => seq) },
        { name: "missing", data: numbers(({ missing }) => missing) },
        ...columns.map(({ channel, places }) => ({
          name: channel,
          data: group.map(({ stream, values }) => {
            const place = places.get(stream.id);
            return place === undefined ? null : values[place];
          }),
        })),
      ],
    });
    group = [];
    return taken();
  }
  /** What was written since; the writer goes on counting its offsets. */
  function taken(): Uint8Array {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    return written;
  }
  for await (const batch of rows) {
    group.push(...batch);
    if (group.length >= GROUP_ROWS) yield await writeGroup();
  }
  if (group.length > 0) yield await writeGroup();
  await writer.finish();
  yield taken();
}

/** The markers of a session as a table of their own, a row each in order of time. */
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { Marker } from "../gateway/session-notes.ts";
import { cell, isoTime } from "./csv-file.ts";
import { describeSession, type Exported } from "./exported.ts";

const encoder = new TextEncoder();
const COLUMNS = ["time", "time_us", "server_time_us", "id", "name", "note"];

export async function* markersCsv({ markers }: Exported): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`${COLUMNS.join(",")}\n`);
  for await (const { t, at, id, name, note } of markers) {
    const us = Math.round(t * 1_000);
    const fields = [isoTime(us), us, Math.round(at * 1_000), cell(id), cell(name), cell(note)];
    yield encoder.encode(`${fields.join(",")}\n`);
  }
}

function moment(name: string): SchemaElement {
  return {
    name,
    type: "INT64",
    repetition_type: "REQUIRED",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
  };
}

function text(name: string): SchemaElement {
  return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" };
}

export async function* markersParquet({ session, markers }: Exported): AsyncGenerator<Uint8Array> {
  // A session has some hundreds at most.
  const rows: Marker[] = [];
  for await (const marker of markers) rows.push(marker);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: "markers", num_children: 5 },
      moment("time"),
      moment("server_time"),
      text("id"),
      text("name"),
      text("note"),
    ],
    createdBy: "TrajectoryOS",
    kvMetadata: [{ key: "trajectory.session", value: JSON.stringify(describeSession(session)) }],
  });
  if (rows.length > 0) {
    await writer.write({
      columnData: [
        { name: "time", data: rows.map(({ t }) => BigInt(Math.round(t * 1_000))) },
        { name: "server_time", data: rows.map(({ at }) => BigInt(Math.round(at * 1_000))) },
        { name: "id", data: rows.map(({ id }) => id) },
        { name: "name", data: rows.map(({ name }) => name) },
        { name: "note", data: rows.map(({ note }) => note) },
      ],
    });
  }
  await writer.finish();
  yield bytes.getBytes();
}

/** A session as one table that spreadsheets and pandas read: a row per sample, a column per channel with its unit. */
import { streamKindName } from "@trajectory/protocols/messages.ts";
import { channelColumns, type Exported, unitOfChannel } from "./exported.ts";
import type { SampleRow } from "./sample-rows.ts";

export const ROW_COLUMNS = ["time", "time_us", "stream", "kind", "nominal_hz", "seq", "missing"] as const;

const encoder = new TextEncoder();

export async function* csvFile({ session, rows }: Exported): AsyncGenerator<Uint8Array> {
  const columns = channelColumns(session.streams);
  const heads = columns.map(({ channel }) => cell(`${channel} (${unitOfChannel(channel)})`));
  yield encoder.encode(`${[...ROW_COLUMNS, ...heads].join(",")}\n`);
  const placesOf = new Map(
    session.streams.map(({ id }) => [id, columns.map(({ places }) => places.get(id))]),
  );
  for await (const batch of rows) {
    yield encoder.encode(batch.map((row) => line(row, placesOf.get(row.stream.id) ?? [])).join(""));
  }
}

function line(
  { stream, seq, us, missing, values }: SampleRow,
  places: readonly (number | undefined)[],
): string {
  const fields = [isoTime(us), us, stream.id, streamKindName(stream.kind), stream.nominalHz, seq, missing];
  const cells = places.map((place) => (place === undefined ? "" : shortest(values[place] ?? Number.NaN)));
  return `${[...fields, ...cells].join(",")}\n`;
}

/** To the microsecond, which Date does not know. */
export function isoTime(us: number): string {
  const ms = Math.floor(us / 1_000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(us - ms * 1_000).padStart(3, "0")}Z`;
}

/** Nine digits tell all single-precision numbers apart. */
function shortest(value: number): string {
  return Object.is(value, -0) ? "-0" : String(Number(value.toPrecision(9)));
}

/** Text of a device: quoted where it has to be, and never a formula for a spreadsheet. */
export function cell(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, " ");
  const safe = /^[=+\-@\t]/.test(line) ? `'${line}` : line;
  return /[",;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

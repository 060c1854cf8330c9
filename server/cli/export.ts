/** Writes a session of a running engine to a file. */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { EXPORT_FORMATS, EXPORT_TABLES } from "../exchange/export.ts";
import { askEngine, counted } from "./exchange.ts";
import { TARGET_OPTIONS, target } from "./target.ts";
import { instant } from "./texts.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Usage: trajectory export SESSION [--format csv] [--table samples] [--out FILE] [--from TIME] [--to TIME]
       [--data .trajectory | --url URL --token TOKEN]

Writes a session as ${EXPORT_FORMATS.join(", ")}; --out is session-SESSION.FORMAT where it is not given.
--table is one of ${EXPORT_TABLES.join(", ")}; an MCAP file has them all.
TIME is such as 2026-05-01T10:00:00Z, by the sensor's clock.
TOKEN is a key that reads, made in Settings (docs/keys.md).
Without --url it is a session of the owner of the engine that was started with the same --data.`;

export async function exportSession(args: string[]): Promise<number> {
  const { values, positionals } = readArgs(args);
  const [session] = positionals;
  if (values.help || session === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const query = new URLSearchParams({ format: values.format, table: values.table });
  for (const edge of ["from", "to"] as const) {
    const text = values[edge];
    if (text === undefined) continue;
    query.set(edge, String(instant(`--${edge}`, text)));
  }
  const file = resolve(
    values.out ??
      `session-${session}${values.table === "samples" ? "" : `-${values.table}`}.${values.format}`,
  );
  const path = `/api/sessions/${encodeURIComponent(session)}/export?${query.toString()}`;
  const { body } = await askEngine(await target(values), path);
  if (body === null) throw new UsageError("The engine answered without a file.");
  try {
    await pipeline(counted(body, "read"), createWriteStream(file));
  } catch (error) {
    await rm(file, { force: true });
    throw new UsageError(
      `${file} was not written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  console.log(file);
  return 0;
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "csv" },
        table: { type: "string", default: "samples" },
        out: { type: "string" },
        from: { type: "string" },
        to: { type: "string" },
        ...TARGET_OPTIONS,
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

/** Makes a session of a CSV or MCAP file, in a running engine. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import type { Imported } from "../exchange/import.ts";
import { askEngine, counted } from "./exchange.ts";
import { TARGET_OPTIONS, target } from "./target.ts";
import { instant } from "./texts.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Usage: trajectory import FILE [--start TIME] [--data .trajectory | --url URL --token TOKEN]

FILE is CSV or MCAP; docs/exchange.md says which columns and channels are understood.
--start says when second 0 was, such as 2026-05-01T10:00:00Z, for files that count from their start.
Without --url it becomes a session of the owner of the engine that was started with the same --data.`;

export async function importRecording(args: string[]): Promise<number> {
  const { values, positionals } = readArgs(args);
  const [file] = positionals;
  if (values.help || file === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const query = new URLSearchParams({ name: basename(file).slice(0, 100) });
  if (values.start !== undefined) {
    query.set("start", String(instant("--start", values.start)));
  }
  const path = resolve(file);
  const size = await sizeOf(path);
  const body = Readable.toWeb(Readable.from(counted(createReadStream(path), "sent", size)));
  const response = await askEngine(await target(values), `/api/sessions/import?${query.toString()}`, {
    method: "POST",
    headers: { "content-type": file.toLowerCase().endsWith(".mcap") ? "application/x-mcap" : "text/csv" },
    body: body as ReadableStream<Uint8Array>,
    duplex: "half",
  });
  const { sessionId, repeated, ledgers } = (await response.json()) as Imported;
  console.log(`Session ${sessionId}${repeated ? ", which was imported before" : ""}`);
  for (const { stream, captured, stored, dropped, outstanding } of ledgers) {
    console.log(
      `stream ${stream}: ${captured} captured = ${stored} stored + ${dropped} dropped + ${outstanding} outstanding`,
    );
  }
  return 0;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        start: { type: "string" },
        ...TARGET_OPTIONS,
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

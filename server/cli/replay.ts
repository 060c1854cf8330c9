/** Plays a recording to a running engine, as a device would send it. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readRecording } from "@trajectory/ingest/sources/recording.ts";
import { type ReplayProgress, replayRecording } from "@trajectory/ingest/sources/replay.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { RECORDINGS, recordingFile } from "../recordings.ts";
import { TARGET_OPTIONS, target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Usage: trajectory replay FILE [--speed 1] [--url http://localhost:8080 --token TOKEN] [--data .trajectory]

FILE is a recording (.json.gz) or the name of one that comes with the product: ${RECORDINGS.join(", ")}.
TOKEN is a key for devices, made in Settings (docs/keys.md).
Without --url it plays to the engine that was started with the same --data, as its owner.`;

export async function replay(args: string[]): Promise<number> {
  const { values, positionals } = readArgs(args);
  const [file] = positionals;
  if (values.help || file === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const speed = Number(values.speed);
  if (!(speed >= 0.1 && speed <= 1_000)) throw new UsageError("--speed must be between 0.1 and 1000.");
  const { url, token } = await target(values);
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort());
  try {
    const recording = await readRecording(await read(file));
    console.log(`${recording.title} (${Math.round(recording.durationUs / 1e6)} s, ${recording.license})`);
    const { sessionId, ledgers } = await replayRecording({
      url: `${url.replace(/^http/, "ws")}/api/uplink`,
      token,
      recording,
      speed,
      signal: interrupt.signal,
      onProgress: showProgress,
    });
    if (process.stderr.isTTY) process.stderr.write("\n");
    console.log(`Session ${sessionId}`);
    for (const { stream, captured, stored, dropped, outstanding } of ledgers) {
      console.log(
        `stream ${stream}: ${captured} captured = ${stored} stored + ${dropped} dropped + ${outstanding} outstanding`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, hint } = error.toBody();
    if (code === "token_refused" && values.token === undefined) {
      throw new UsageError(`This engine has no owner yet: create your account at ${url} first.`);
    }
    throw new UsageError(`${message} ${hint} (${code})`);
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        speed: { type: "string", default: "1" },
        ...TARGET_OPTIONS,
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

async function read(file: string): Promise<Uint8Array> {
  const path = RECORDINGS.includes(file) ? recordingFile(file) : resolve(file);
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function showProgress({ sentS, durationS, captured, acknowledged }: ReplayProgress): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    `\r${sentS.toFixed(1)} of ${durationS.toFixed(1)} s · ${captured} samples sent, ${acknowledged} acknowledged `,
  );
}

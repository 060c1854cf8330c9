/** The recordings that come with the product, by name. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Recording, readRecording } from "@trajectory/ingest/sources/recording.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { streamKindName } from "@trajectory/protocols/messages.ts";
import type { RecordingInfo } from "./gateway/routes/recordings.ts";

const FOLDER = fileURLToPath(import.meta.resolve("@trajectory/ingest/sources/recordings/README.md")).replace(
  /README\.md$/,
  "",
);
const ENDING = ".json.gz";

export const RECORDINGS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length))
  .sort();

export function recordingFile(id: string): string {
  return join(FOLDER, id + ENDING);
}

/** @throws ProtocolError `not_found` */
export async function loadRecording(id: string): Promise<Recording> {
  if (!RECORDINGS.includes(id)) throw new ProtocolError("not_found", `There is no recording "${id}".`);
  return readRecording(await readFile(recordingFile(id)));
}

export async function describeRecordings(): Promise<RecordingInfo[]> {
  return Promise.all(
    RECORDINGS.map(async (id) => {
      const { title, durationUs, source, license, streams } = await loadRecording(id);
      return {
        id,
        title,
        durationS: durationUs / 1e6,
        source,
        license,
        streams: streams.map(({ stream }) => ({
          kind: streamKindName(stream.kind),
          channels: stream.channels,
        })),
      };
    }),
  );
}

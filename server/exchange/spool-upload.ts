/** An upload on the disk of the server, until it was read. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ProtocolError } from "@trajectory/protocols/errors.ts";

const HEAD_BYTES = 512;

export interface SpooledUpload extends AsyncDisposable {
  path: string;
  hash: Uint8Array;
  /** The first bytes. */
  head: Uint8Array;
}

/** @throws ProtocolError `file_too_large` */
export async function spoolUpload(body: AsyncIterable<Uint8Array>, largest: number): Promise<SpooledUpload> {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-import-"));
  const path = join(folder, "file");
  const remove = () => rm(folder, { recursive: true, force: true });
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let bytes = 0;
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > largest) {
        throw new ProtocolError("file_too_large", `The file has more than ${largest} bytes.`);
      }
      hash.update(piece);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece]).subarray(0, HEAD_BYTES);
      yield piece;
    }
  }
  try {
    await pipeline(watched(), createWriteStream(path));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, hash: hash.digest(), head, [Symbol.asyncDispose]: remove };
}

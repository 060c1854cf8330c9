import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type ZipEntry, zipFile } from "./zip-file.ts";

const AT = Date.UTC(2026, 10, 24, 12, 30, 2);

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function archive(...entries: ZipEntry[]): Promise<Buffer> {
  async function* all() {
    yield* entries;
  }
  const zip: Uint8Array[] = [];
  for await (const piece of zipFile(all(), AT)) zip.push(piece);
  return Buffer.concat(zip);
}

/** By the central directory, as every program reads it. */
function filesOf(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [packed, offset] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const data = offset + 30 + nameLength;
    files.set(name, inflateRawSync(zip.subarray(data, data + packed)).toString());
    at += 46 + nameLength + zip.readUInt16LE(at + 30);
  }
  return files;
}

describe("a ZIP archive", () => {
  it("holds every file as it was, packed or only wrapped", async () => {
    const zip = await archive(
      { name: "a.txt", content: pieces("Grüße, ", "Welt") },
      { name: "folder/Übung.bin", content: pieces("x".repeat(100_000)), isPacked: true },
      { name: "empty", content: pieces() },
    );
    expect(filesOf(zip)).toEqual(
      new Map([
        ["a.txt", "Grüße, Welt"],
        ["folder/Übung.bin", "x".repeat(100_000)],
        ["empty", ""],
      ]),
    );
  });

  it("ends where a file cannot be read to its end", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("begin");
      throw new Error("the source broke");
    }
    await expect(archive({ name: "a", content: broken() })).rejects.toThrow("the source broke");
  });
});

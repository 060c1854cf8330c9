/**
 * A ZIP archive, written while it is read (APPNOTE.TXT 6.3.10): sizes stand behind each file, in a data descriptor. A
 * file is less than 4 GiB; the archive may be longer, with the ZIP64 records that this takes.
 */
import { Readable, pipeline } from "node:stream";
import { createDeflateRaw, crc32 } from "node:zlib";

export interface ZipEntry {
  /** With / between folders. */
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** Packed already: only wrapped. */
  isPacked?: boolean;
}

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

const UINT16 = 0xffff;
const UINT32 = 0xffffffff;
const VERSION = 45;
/** Sizes behind the data, names in UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;

/** @param at ms since the Unix epoch, the time of all files */
export async function* zipFile(entries: AsyncIterable<ZipEntry>, at: number): AsyncGenerator<Uint8Array> {
  const time = dosTime(at);
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content, isPacked = false } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const head = localHeader(entry, time);
    yield head;
    for await (const bytes of deflated(content, entry, isPacked)) yield bytes;
    const tail = descriptor(entry);
    yield tail;
    offset += head.length + entry.packed + tail.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map((entry) => centralHeader(entry, time)));
  yield directory;
  yield endOf(written.length, directory.length, offset);
}

async function* deflated(
  content: AsyncIterable<Uint8Array>,
  entry: Written,
  isPacked: boolean,
): AsyncGenerator<Buffer> {
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const bytes of content) {
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      yield bytes;
    }
  }
  const packer = createDeflateRaw({ level: isPacked ? 0 : 6 });
  // Whatever fails is thrown to whoever reads the packer.
  pipeline(Readable.from(measured(), { objectMode: false }), packer, () => {});
  for await (const bytes of packer as AsyncIterable<Buffer>) {
    entry.packed += bytes.length;
    yield bytes;
  }
  if (Math.max(entry.size, entry.packed) >= UINT32) {
    throw new RangeError(`${entry.name.toString()} is too long for a file of a ZIP archive.`);
  }
}

function localHeader({ name }: Written, time: number): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  writeShape(head, 4, time);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptor({ crc, packed, size }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function centralHeader({ name, crc, packed, size, offset }: Written, time: number): Buffer {
  const isFar = offset >= UINT32;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(VERSION, 4);
  writeShape(head, 6, time);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(packed, 20);
  head.writeUInt32LE(size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(isFar ? 12 : 0, 30);
  head.writeUInt32LE(isFar ? UINT32 : offset, 42);
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  return Buffer.concat([head, name, extra]);
}

/** Version, flags, method and time, as in both headers. */
function writeShape(head: Buffer, at: number, time: number): void {
  head.writeUInt16LE(VERSION, at);
  head.writeUInt16LE(FLAGS, at + 2);
  head.writeUInt16LE(DEFLATE, at + 4);
  head.writeUInt32LE(time, at + 6);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, UINT16), 8);
  end.writeUInt16LE(Math.min(count, UINT16), 10);
  end.writeUInt32LE(Math.min(size, UINT32), 12);
  end.writeUInt32LE(Math.min(offset, UINT32), 16);
  if (count < UINT16 && size < UINT32 && offset < UINT32) return end;
  const end64 = Buffer.alloc(76);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(VERSION, 12);
  end64.writeUInt16LE(VERSION, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(offset + size), 64);
  end64.writeUInt32LE(1, 72);
  return Buffer.concat([end64, end]);
}

/** Date and time of MS-DOS, in UTC, to two seconds. */
function dosTime(at: number): number {
  const date = new Date(at);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x10000 + time;
}

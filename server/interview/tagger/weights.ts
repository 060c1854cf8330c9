/**
 * The tagger's weights in a file: gzip of, per layer, 12 transitions (float32), a scale (float32), the number of
 * buckets (uint32), then for each bucket its distance from the one before (varint) and a signed byte per tag.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip, gzipSync } from "node:zlib";
import { BUCKETS } from "./features.ts";
import { emptyWeights, type Layer, LAYERS, TAGS, type Weights } from "./tagger.ts";

export const WEIGHTS_FILE = fileURLToPath(new URL("weights.bin", import.meta.url));

const LARGEST = 127;
/** Buckets whose weights are all smaller count as 0, in steps of a byte. */
const LEAST = 3;

export async function loadWeights(): Promise<Record<Layer, Weights>> {
  return unpack(await promisify(gunzip)(await readFile(WEIGHTS_FILE)));
}

export function pack(weights: Record<Layer, Weights>): Buffer {
  return gzipSync(Buffer.concat(LAYERS.map((layer) => packLayer(weights[layer]))), { level: 9 });
}

function packLayer({ emissions, transitions }: Weights): Buffer {
  let largest = 1e-9;
  for (const weight of emissions) largest = Math.max(largest, Math.abs(weight));
  const scale = largest / LARGEST;
  const bytes: number[] = [];
  let count = 0;
  let last = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const steps = Array.from(emissions.subarray(bucket * TAGS, (bucket + 1) * TAGS), (w) =>
      Math.round(w / scale),
    );
    if (steps.every((step) => Math.abs(step) < LEAST)) continue;
    for (let gap = bucket - last; ; gap >>>= 7) {
      bytes.push(gap > 127 ? (gap & 127) | 128 : gap);
      if (gap <= 127) break;
    }
    bytes.push(...steps.map((step) => step & 255));
    last = bucket;
    count++;
  }
  const head = Buffer.alloc(transitions.length * 4 + 8);
  transitions.forEach((weight, i) => head.writeFloatLE(weight, i * 4));
  head.writeFloatLE(scale, transitions.length * 4);
  head.writeUInt32LE(count, transitions.length * 4 + 4);
  return Buffer.concat([head, Buffer.from(bytes)]);
}

function unpack(bytes: Buffer): Record<Layer, Weights> {
  let at = 0;
  function unpackLayer(): Weights {
    const weights = emptyWeights();
    const { emissions, transitions } = weights;
    for (let i = 0; i < transitions.length; i++, at += 4) transitions[i] = bytes.readFloatLE(at);
    const scale = bytes.readFloatLE(at);
    const count = bytes.readUInt32LE(at + 4);
    at += 8;
    let bucket = 0;
    for (let n = 0; n < count; n++) {
      for (let shift = 0; ; shift += 7) {
        const byte = bytes.readUInt8(at++);
        bucket += (byte & 127) << shift;
        if (byte < 128) break;
      }
      for (let tag = 0; tag < TAGS; tag++) emissions[bucket * TAGS + tag] = bytes.readInt8(at++) * scale;
    }
    return weights;
  }
  return { skill: unpackLayer(), knowledge: unpackLayer() };
}

/** A number that says whether two windows hold the same features, bit for bit. */
import type { Feature } from "@trajectory/protocols/messages.ts";

const view = new DataView(new ArrayBuffer(8));

/** Names and methods are few and come again and again. */
const textHashes = new Map<string, number>();
const MOST_TEXTS = 1_000;

/** FNV-1a over names, methods and the bits of the numbers: 53 bits. Of no features: 0. */
export function fingerprint(features: readonly Feature[]): number {
  if (features.length === 0) return 0;
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  function mix(word: number): void {
    low = Math.imul(low ^ word, 0x01000193) >>> 0;
    high = (Math.imul(high ^ word ^ (low >>> 15), 0x85ebca6b) ^ (high >>> 13)) >>> 0;
  }
  for (const feature of features) {
    mix(hashOf(feature.name));
    mix(hashOf(feature.method));
    mixNumber(feature.value);
    mixNumber(feature.quality);
    mixNumber(feature.coverage);
    mixNumber(feature.artefactShare);
  }
  function mixNumber(value: number): void {
    view.setFloat64(0, value);
    mix(view.getUint32(0));
    mix(view.getUint32(4));
  }
  return (high % 0x1fffff) * 0x1_0000_0000 + low;
}

function hashOf(text: string): number {
  const known = textHashes.get(text);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  if (textHashes.size < MOST_TEXTS) textHashes.set(text, hash);
  return hash;
}

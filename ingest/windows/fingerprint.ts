/** A number that says whether two windows hold the same features, bit for bit. */
import type { Feature } from "@trajectory/protocols/messages.ts";

const view = new DataView(new ArrayBuffer(8));

/** FNV-1a over names, methods and the bits of the numbers: 53 bits. Of no features: 0. */
export function fingerprint(features: readonly Feature[]): number {
  if (features.length === 0) return 0;
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  function mix(word: number): void {
    low = Math.imul(low ^ word, 0x01000193) >>> 0;
    high = (Math.imul(high ^ word ^ (low >>> 15), 0x85ebca6b) ^ (high >>> 13)) >>> 0;
  }
  function mixText(text: string): void {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
    mix(0);
  }
  for (const feature of features) {
    mixText(feature.name);
    mixText(feature.method);
    for (const value of [feature.value, feature.quality, feature.coverage, feature.artefactShare]) {
      view.setFloat64(0, value);
      mix(view.getUint32(0));
      mix(view.getUint32(4));
    }
  }
  return (high % 0x1fffff) * 0x1_0000_0000 + low;
}

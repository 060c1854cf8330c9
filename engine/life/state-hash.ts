/**
 * 64 bits over a JSON value, as 16 hex digits: two lanes of 32-bit multiply-and-mix (as in MurmurHash3). The order
 * of keys does not count, so a value that a database gave back hashes as before. Tells states apart; no secret.
 */
export function hashJson(value: unknown): string {
  const lanes = new Int32Array([0x9e3779b9, 0x85ebca6b]);
  mixValue(lanes, value);
  const [a, b] = [lanes[0]!, lanes[1]!];
  return hex(finish(a ^ b)) + hex(finish(b ^ (a >>> 7)));
}

function mixValue(lanes: Int32Array, value: unknown): void {
  if (Array.isArray(value)) {
    mixText(lanes, "[");
    for (const item of value) mixValue(lanes, item);
    mixText(lanes, "]");
  } else if (typeof value === "object" && value !== null) {
    mixText(lanes, "{");
    const fields = value as Record<string, unknown>;
    for (const key of Object.keys(fields).sort()) {
      if (fields[key] === undefined) continue;
      mixText(lanes, key);
      mixValue(lanes, fields[key]);
    }
    mixText(lanes, "}");
  } else {
    mixText(lanes, JSON.stringify(value));
  }
}

function mixText(lanes: Int32Array, text: string): void {
  let [a, b] = [lanes[0]!, lanes[1]!];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    b = Math.imul(b ^ unit ^ a, 0x1b873593);
    b = (b << 13) | (b >>> 19);
  }
  // The end of a text counts, so that "ab","c" and "a","bc" differ.
  lanes[0] = Math.imul(a ^ text.length ^ 0x1f, 0xe6546b64);
  lanes[1] = b + 0x27d4eb2f;
}

function finish(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}

/**
 * One form for equal values. A database may give the keys of an object back in another order; sums over them must
 * not differ by it, so payloads take this form before they are applied, live and in replay.
 */

/** A copy with the keys of every object sorted; absent and undefined fields are the same, and so are 0 and -0. */
export function canonical(value: unknown): unknown {
  // JSON has no -0: the log gives 0 back.
  if (value === 0) return 0;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const fields = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field === undefined) continue;
    if (key === "__proto__") defineOwn(copy, key, canonical(field));
    else copy[key] = canonical(field);
  }
  return copy;
}

/** Written as a property this name would be the prototype. */
function defineOwn(to: object, key: string, value: unknown): void {
  Object.defineProperty(to, key, { value, enumerable: true, configurable: true, writable: true });
}

/** 64 bits of FNV-1a in two lanes over the canonical JSON, as 16 hex digits. Tells states apart; it is no secret. */
export function hashOf(value: unknown): string {
  const text = JSON.stringify(canonical(value));
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x01000193);
  }
  return hex(high) + hex(low);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}

/**
 * A filter for `nats sub --translate 'trajectory decode'`: protobuf on standard input becomes JSON on standard
 * output. JSON passes as it is, so one filter serves every subject.
 */
import { buffer } from "node:stream/consumers";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import type { StoredBlock, Window } from "@trajectory/protocols/messages.ts";

const SAMPLES_SHOWN = 12;

export async function decode(): Promise<number> {
  console.log(readable(await buffer(process.stdin)));
  return 0;
}

/** A stored block, a window, JSON, or what the bytes are when they are none of these. */
export function readable(bytes: Uint8Array): string {
  if (bytes[0] === "{".charCodeAt(0)) return new TextDecoder().decode(bytes);
  const message = asBlock(bytes) ?? asWindow(bytes);
  return message === undefined ? `${bytes.byteLength} bytes that are no message of trajectory.v1` : message;
}

function asBlock(bytes: Uint8Array): string | undefined {
  let stored: StoredBlock;
  try {
    stored = storedBlockCodec.decode(bytes);
  } catch {
    return undefined;
  }
  const { samples, dtUs } = stored.block;
  const shown = samples.length > SAMPLES_SHOWN ? [...samples.slice(0, SAMPLES_SHOWN), "…"] : samples;
  const block = { ...written(stored.block), dtUs: undefined, count: dtUs.length, samples: shown };
  return JSON.stringify({ ...written(stored), block });
}

function asWindow(bytes: Uint8Array): string | undefined {
  let window: Window;
  try {
    window = windowCodec.decode(bytes);
  } catch {
    return undefined;
  }
  return window.sessionId === "" ? undefined : JSON.stringify(written(window));
}

/** A decoded message keeps fields that are zero on its prototype, where JSON does not see them. */
function written(message: object): object {
  const fields: Record<string, unknown> = {};
  // oxlint-disable-next-line guard-for-in -- the prototype is what this is for
  for (const name in message) fields[name] = ownFields(Reflect.get(message, name));
  return fields;
}

function ownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownFields);
  return typeof value === "object" && value !== null ? written(value) : value;
}

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
  const { samples, dtUs, ...block } = stored.block;
  const shown = samples.length > SAMPLES_SHOWN ? [...samples.slice(0, SAMPLES_SHOWN), "…"] : samples;
  return JSON.stringify({ ...stored, block: { ...block, count: dtUs.length, samples: shown } });
}

function asWindow(bytes: Uint8Array): string | undefined {
  let window: Window;
  try {
    window = windowCodec.decode(bytes);
  } catch {
    return undefined;
  }
  return window.sessionId === "" ? undefined : JSON.stringify(window);
}

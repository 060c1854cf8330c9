/**
 * A filter for `nats sub --translate 'trajectory decode'`: protobuf on standard input becomes one line of JSON on
 * standard output. JSON passes as it is, so one filter serves every subject.
 */
import { buffer } from "node:stream/consumers";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import {
  type Feature,
  type StoredBlock,
  streamKindName,
  type Window,
  WINDOW_KIND_NUMBER,
} from "@trajectory/protocols/messages.ts";

const HELP = `Usage: trajectory decode [--full] < message

Writes a message of NATS as a line of JSON: of a block the first sample, of a window the values of its features.
--full writes every field and sample as it came.`;

export async function decode(args: string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  console.log(readable(await buffer(process.stdin), args.includes("--full")));
  return 0;
}

/** A stored block, a window, JSON, or what the bytes are when they are none of these. */
export function readable(bytes: Uint8Array, full = false): string {
  if (bytes[0] === "{".charCodeAt(0)) return new TextDecoder().decode(bytes);
  const stored = attempt(() => storedBlockCodec.decode(bytes));
  if (stored !== undefined) return JSON.stringify(full ? written(stored) : blockForPeople(stored));
  const window = attempt(() => windowCodec.decode(bytes));
  if (window === undefined || window.sessionId === "") {
    return `${bytes.byteLength} bytes that are no message of trajectory.v1`;
  }
  return JSON.stringify(full ? written(window) : windowForPeople(window));
}

function attempt<Message>(decode: () => Message): Message | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

function blockForPeople({ sessionId, stream, block, receivedUs }: StoredBlock): object {
  const { firstSeq, t0Us, dtUs, samples } = block;
  const lastUs = dtUs.reduce((sum, us) => sum + us, t0Us);
  const first = stream.channels.map((channel, i) => [channel, samples[i] ?? null]);
  return {
    block: streamKindName(stream.kind),
    stream: stream.id,
    firstSeq,
    samples: dtUs.length,
    from: time(t0Us),
    to: time(lastUs),
    received: time(receivedUs),
    first: Object.fromEntries(first) as object,
    sessionId,
  };
}

function windowForPeople(window: Window): object {
  const { sessionId, kind, t0Us, t1Us, revision, features } = window;
  const name = Object.entries(WINDOW_KIND_NUMBER).find(([, number]) => number === kind)?.[0];
  const values = features.map((feature) => [feature.name, feature.value]);
  const least = (of: (feature: Feature) => number): number => Math.min(1, ...features.map(of));
  return {
    window: name ?? kind,
    from: time(t0Us),
    to: time(t1Us),
    features: Object.fromEntries(values) as object,
    leastQuality: least(({ quality }) => quality),
    leastCoverage: least(({ coverage }) => coverage),
    revision,
    clockErrorMs: window.clockErrorMs,
    sampleRateHz: window.sampleRateHz,
    sampleRateErrorHz: window.sampleRateErrorHz,
    sessionId,
  };
}

function time(us: number): string {
  return new Date(us / 1_000).toISOString();
}

/** A decoded message keeps fields that are zero on its prototype, where JSON does not see them. */
function written(message: object): object {
  const names = [message, Object.getPrototypeOf(message) as object].flatMap((one) => Object.keys(one));
  return Object.fromEntries(names.map((name) => [name, ownFields(Reflect.get(message, name))]));
}

function ownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownFields);
  return typeof value === "object" && value !== null ? written(value) : value;
}

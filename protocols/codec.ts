/**
 * The one door to protobuf: every message on a socket or on the bus is made and read here.
 * Decoders throw ProtocolError `bad_frame`; what comes out has the right shape but is not trusted further.
 */
import "./number-fields.ts";
import { trajectory } from "./generated/trajectory.js";
import { ProtocolError } from "./errors.ts";
import type { FeedDown, FeedUp, StoredBlock, UplinkDown, UplinkUp, Window } from "./messages.ts";

const v1 = trajectory.v1;

/** Largest frame that is read at all, bytes. One second of 16 channels at 200 Hz takes 14 kB. */
export const MAX_FRAME_BYTES = 64 * 1024;

interface Codec<T> {
  encode(message: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

interface GeneratedType {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

function decodeFrame(type: GeneratedType, bytes: Uint8Array): object {
  if (bytes.byteLength > MAX_FRAME_BYTES) {
    throw new ProtocolError(
      "bad_frame",
      `The frame has ${bytes.byteLength} bytes; ${MAX_FRAME_BYTES} are read.`,
    );
  }
  try {
    return type.decode(bytes);
  } catch (cause) {
    throw new ProtocolError("bad_frame", "The frame is no message of trajectory.v1.", { cause });
  }
}

/** A message that is one of several: exactly one of `members` is set, and none of `parts` is missing in it. */
function oneOf<T extends object>(
  type: GeneratedType,
  members: Readonly<Record<string, readonly string[]>>,
): Codec<T> {
  return {
    encode: (message) => type.encode(message).finish(),
    decode(bytes) {
      const decoded = decodeFrame(type, bytes) as Record<string, Record<string, unknown> | null>;
      for (const [member, parts] of Object.entries(members)) {
        const value = decoded[member];
        if (value === null || value === undefined) continue;
        requireParts(value, parts);
        return { [member]: value } as T;
      }
      throw new ProtocolError("bad_frame", "The frame holds no message that this version knows.");
    },
  };
}

function plain<T extends object>(type: GeneratedType, parts: readonly string[]): Codec<T> {
  return {
    encode: (message) => type.encode(message).finish(),
    decode(bytes) {
      const decoded = decodeFrame(type, bytes) as Record<string, unknown>;
      requireParts(decoded, parts);
      return decoded as T;
    },
  };
}

function requireParts(message: Record<string, unknown>, parts: readonly string[]): void {
  for (const part of parts) {
    if (message[part] === null || message[part] === undefined) {
      throw new ProtocolError("bad_frame", `The message has no ${part}.`);
    }
  }
}

export const uplinkUpCodec: Codec<UplinkUp> = oneOf(v1.UplinkUp, {
  block: [],
  hello: [],
  drop: [],
  clockPing: [],
  clockExchange: [],
  end: [],
});

export const uplinkDownCodec: Codec<UplinkDown> = oneOf(v1.UplinkDown, {
  ack: [],
  welcome: [],
  clockPong: [],
  ended: [],
  refusal: [],
});

export const feedUpCodec: Codec<FeedUp> = oneOf(v1.FeedUp, { hello: [] });

export const feedDownCodec: Codec<FeedDown> = oneOf(v1.FeedDown, {
  block: ["stream", "block"],
  window: [],
  state: [],
  event: [],
  welcome: [],
  live: [],
  dropped: [],
  job: [],
});

export const storedBlockCodec: Codec<StoredBlock> = plain(v1.StoredBlock, ["stream", "block"]);
export const windowCodec: Codec<Window> = plain(v1.Window, []);

/**
 * Frames of the feed, made once and sent to every client of a user. Blocks and windows come from the bus as
 * protobuf and are wrapped without being decoded: a FeedDown with one member is its tag, its length and its bytes.
 */
import { feedDownCodec } from "@trajectory/protocols/codec.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";

/** Field numbers of FeedDown in proto/trajectory/v1/feed.proto. */
const WINDOW_FIELD = 4;
const BLOCK_FIELD = 5;
const LENGTH_DELIMITED = 2;

export function windowFrame(window: Uint8Array): Uint8Array {
  return wrap(WINDOW_FIELD, window);
}

export function blockFrame(block: Uint8Array): Uint8Array {
  return wrap(BLOCK_FIELD, block);
}

export function eventFrame(event: EventRecord): Uint8Array {
  return feedDownCodec.encode({ event: { seq: event.seq, json: JSON.stringify(event) } });
}

export function jobFrame(json: string): Uint8Array {
  return feedDownCodec.encode({ job: { json } });
}

function wrap(field: number, message: Uint8Array): Uint8Array {
  const header = [(field << 3) | LENGTH_DELIMITED];
  let length = message.byteLength;
  while (length > 0x7f) {
    header.push((length & 0x7f) | 0x80);
    length >>>= 7;
  }
  header.push(length);
  const frame = new Uint8Array(header.length + message.byteLength);
  frame.set(header);
  frame.set(message, header.length);
  return frame;
}

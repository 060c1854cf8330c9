/** A session of hours that is stored and over: a phone at 100 Hz with ten channels, and a belt with every heartbeat. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { BLOCK_US, SYNTHETIC_STREAM, SyntheticPhone } from "@trajectory/ingest/sources/synthetic.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import {
  type Block,
  STREAM_KIND_NUMBER,
  type Stream,
  type UplinkUp,
} from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import type { Client } from "../../client.ts";

const BEATS: Stream = { id: 2, kind: STREAM_KIND_NUMBER.rr, channels: ["rr"], nominalHz: 0 };
const RR_MS = 800;
/** Until windows and roll-ups are there. */
const LONGEST_WAIT_MS = 120_000;
const ASK_MS = 500;

/** Stores it through the catch-up of a device. @returns its id, once its roll-ups reach to its end */
export async function storeLongSession(client: Client, userId: string, seconds: number): Promise<string> {
  const sessionId = randomUUID();
  const startUs = (Date.now() - (seconds + 60) * 1_000) * 1_000;
  const response = await fetch(`${client.url}/api/sessions/${sessionId}/blocks`, {
    method: "POST",
    headers: { cookie: client.cookie, "content-type": "application/octet-stream" },
    body: Buffer.concat([...framesOf(sessionId, startUs, seconds)]),
  });
  if (!response.ok) throw new Error(`the session was not taken: ${response.status} ${await response.text()}`);
  const path = `/api/signals/${userId}/sessions/${sessionId}/overview?points=1200`;
  for (const until = performance.now() + LONGEST_WAIT_MS; performance.now() < until;) {
    const { features, last, count } = await client.must<{
      features: { name: string; bins: number[] }[];
      last: number | null;
      count: number;
    }>("GET", path);
    const rates = features.find(({ name }) => name === "hr")?.bins ?? [];
    if (last !== null && (rates.at(-1) ?? 0) > count - 20) return sessionId;
    await wait(ASK_MS);
  }
  throw new Error("the roll-ups of the session did not come in time");
}

function* framesOf(sessionId: string, startUs: number, seconds: number): Generator<Uint8Array> {
  const phone = new SyntheticPhone(7, startUs);
  yield* framed({
    hello: {
      protocolVersion: PROTOCOL_VERSION,
      token: "",
      sessionId,
      deviceModel: "bench",
      appVersion: "1",
      streams: [SYNTHETIC_STREAM, BEATS],
    },
  });
  const blocks = (seconds * 1e6) / BLOCK_US;
  const beats = Math.floor((seconds * 1_000) / RR_MS);
  for (let index = 0, beat = 0; index < blocks; index++) {
    yield* framed({ block: phone.block(index) });
    const us = (index + 1) * BLOCK_US;
    for (; beat < beats && (beat + 1) * RR_MS * 1_000 <= us; beat++) {
      yield* framed({ block: beatAt(beat, startUs) });
    }
  }
  const samples = blocks * phone.block(0).dtUs.length;
  yield* framed({
    end: {
      counts: [
        { stream: SYNTHETIC_STREAM.id, captured: samples, dropped: 0 },
        { stream: BEATS.id, captured: beats, dropped: 0 },
      ],
    },
  });
}

function beatAt(beat: number, startUs: number): Block {
  const t0Us = startUs + (beat + 1) * RR_MS * 1_000;
  return { stream: BEATS.id, firstSeq: beat, t0Us, dtUs: [0], samples: [RR_MS + 20 * Math.sin(beat / 9)] };
}

/** Behind its length, as a varint. */
function* framed(message: UplinkUp): Generator<Uint8Array> {
  const frame = uplinkUpCodec.encode(message);
  const length: number[] = [];
  let rest = frame.length;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  yield Uint8Array.of(...length, rest);
  yield frame;
}

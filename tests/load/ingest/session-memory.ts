/** A process that plays phones into an uplink without network and store, and says what each session holds. */
import { randomUUID } from "node:crypto";
import { SYNTHETIC_STREAM, SyntheticPhone } from "@trajectory/ingest/sources/synthetic.ts";
import { emptyStore } from "@trajectory/ingest/testing/empty-store.ts";
import { type Uplink, createUplink } from "@trajectory/ingest/uplink/uplink.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";

export interface SessionMemory {
  minutes: number;
  kilobytes: number;
}

const START_US = 1_790_000_000_000_000;
const BLOCKS_A_MINUTE = 120;
const BLOCK_SAMPLES = 50;

const [sessions = 0, ...minutes] = process.argv.slice(2).map(Number);
const nothing = () => undefined;
const phone = new SyntheticPhone(1, START_US);
const memory: SessionMemory[] = [];
for (const until of minutes) memory.push({ minutes: until, kilobytes: await play(sessions, until) });
process.send?.(memory, () => process.exit());

/** What each of so many sessions holds after so many minutes, kB: what is free again when they have gone. */
async function play(count: number, until: number): Promise<number> {
  const uplink = createUplink({
    store: emptyStore(),
    authenticate: async () => ({ userId: "bench" }),
    tellSession: async () => undefined,
    publish: { isWatched: () => false, block: nothing, window: nothing },
    log: { info: nothing, warn: nothing, error: nothing },
    // Sessions live faster here than by the clock.
    limits: {
      sessionsPerUser: Number.POSITIVE_INFINITY,
      tellingsPerSecond: Number.POSITIVE_INFINITY,
    },
  });
  let connections = Array.from({ length: count }, () => connect(uplink));
  await nextTurn();
  for (let block = 0; block < until * BLOCKS_A_MINUTE; block++) {
    const frame = phone.frame(block);
    for (const connection of connections) connection.receive(frame);
    await nextTurn();
  }
  const held = await heldBytes();
  if (uplink.stats().samplesStored !== count * until * BLOCKS_A_MINUTE * BLOCK_SAMPLES) {
    throw new Error("samples were lost");
  }
  await uplink.stop();
  connections = [];
  return (held - (await heldBytes())) / count / 1024;
}

function connect(uplink: Uplink) {
  const connection = uplink.accept({ send: nothing, close: nothing, bufferedAmount: 0 });
  const hello = {
    protocolVersion: PROTOCOL_VERSION,
    token: "bench",
    sessionId: randomUUID(),
    deviceModel: "bench",
    appVersion: "1",
    streams: [SYNTHETIC_STREAM],
  };
  connection.receive(uplinkUpCodec.encode({ hello }));
  return connection;
}

async function heldBytes(): Promise<number> {
  // Array buffers go one turn after what held them.
  for (let i = 0; i < 6; i++) {
    globalThis.gc?.();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

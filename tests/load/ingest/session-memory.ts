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

const [sessions = 0, ...minutes] = process.argv.slice(2).map(Number);
const nothing = () => undefined;
const phone = new SyntheticPhone(1, START_US);
// What the first sessions leave behind for all that follow, such as compiled code, is not counted.
await play(20, [2]);
await nextTurn();
const memory = await play(sessions, minutes);
process.send?.(memory, () => process.exit());

async function play(count: number, until: readonly number[]): Promise<SessionMemory[]> {
  const uplink = createUplink({
    store: emptyStore(),
    authenticate: async () => ({ userId: "bench" }),
    tellSession: async () => undefined,
    publish: { block: nothing, window: nothing },
    log: { info: nothing, warn: nothing, error: nothing },
    limits: { sessionsPerUser: Number.POSITIVE_INFINITY },
  });
  const before = await heldBytes();
  const connections = Array.from({ length: count }, () => connect(uplink));
  await nextTurn();
  const held: SessionMemory[] = [];
  let block = 0;
  for (const end of until) {
    for (; block < end * BLOCKS_A_MINUTE; block++) {
      const frame = phone.frame(block);
      for (const connection of connections) connection.receive(frame);
      await nextTurn();
    }
    held.push({ minutes: end, kilobytes: ((await heldBytes()) - before) / count / 1024 });
  }
  if (uplink.stats().samplesStored !== count * block * 50) throw new Error("samples were lost");
  await uplink.stop();
  return held;
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

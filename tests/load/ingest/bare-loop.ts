/**
 * The limit: WebSocket → decode → COPY → COMMIT → acknowledge in one process, and nothing else. No checks, no
 * windows, no actors, no feed. Speaks the uplink's protocol, so that the same load drives both.
 */
import { once } from "node:events";
import pg from "pg";
import { WebSocketServer, type WebSocket } from "ws";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { BinaryWriter } from "@trajectory/server/store/binary-writer.ts";
import { copyInto, encodeRows } from "@trajectory/server/store/copy.ts";
import { BLOCKS, type BlockRow, blockRow } from "@trajectory/server/store/signal-rows.ts";

const CREDIT = 32;
const BATCH = 1_000;
const CHANNELS = 10;

interface Waiting {
  socket: WebSocket;
  row: BlockRow;
}

const [url = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c TimeZone=UTC" });
const client = await pool.connect();
const encoder = new BinaryWriter();
let waiting: Waiting[] = [];
let writing = false;

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", (socket) => {
  let sessionId = "";
  socket.on("message", (data: Buffer) => {
    const message = uplinkUpCodec.decode(data);
    if ("hello" in message) {
      sessionId = message.hello.sessionId;
      const welcome = { protocolVersion: PROTOCOL_VERSION, positions: [], credit: CREDIT };
      socket.send(uplinkDownCodec.encode({ welcome }));
    } else if ("block" in message) {
      const { block } = message;
      const receivedUs = Date.now() * 1_000;
      waiting.push({
        socket,
        row: blockRow({ userId: "", sessionId, block, channels: CHANNELS, receivedUs }),
      });
      if (!writing) {
        writing = true;
        setImmediate(() => void write());
      }
    }
  });
  socket.on("error", () => undefined);
});

/** One COPY after the other, each with what has come meanwhile. */
async function write(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.slice(0, BATCH);
    waiting = waiting.slice(BATCH);
    const rows = batch.map(({ row }) => row);
    await copyInto(client, BLOCKS, BLOCKS.name, encodeRows(BLOCKS, rows, encoder));
    const newest = new Map(batch.map(({ socket, row }) => [socket, row]));
    for (const [socket, { stream, firstSeq, sampleCount }] of newest) {
      const positions = [{ stream, nextSeq: firstSeq + sampleCount, held: [] }];
      socket.send(uplinkDownCodec.encode({ ack: { positions, credit: CREDIT } }));
    }
  }
  writing = false;
}

await once(server, "listening");
const address = server.address();
if (address === null || typeof address === "string") throw new Error("the bare loop listens nowhere");
process.send?.({ port: address.port });
process.on("disconnect", () => process.exit());

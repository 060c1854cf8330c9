/**
 * An external Echelon engine as a process of its own: waits to be dialled, says Hello, sends the blocks that the server
 * does not hold yet, breaks the first connection in the middle, and ends the session. Prints its address.
 *
 * Usage: node echelon-engine.ts SESSION
 */
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { SYNTHETIC_STREAM, SyntheticPhone } from "@trajectory/ingest/sources/synthetic.ts";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";

const BLOCKS = 60;
const SAMPLES = 50;
const BREAK_AFTER = 20;

const [, , sessionId = ""] = process.argv;
const phone = new SyntheticPhone(1, (Date.now() - 60_000) * 1_000);
let hasBroken = false;

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket) => {
  let next = 0;
  let acknowledged = 0;
  const hello = {
    protocolVersion: PROTOCOL_VERSION,
    token: "",
    sessionId,
    deviceModel: "Echelon engine",
    appVersion: "1",
    streams: [SYNTHETIC_STREAM],
  };
  socket.send(uplinkUpCodec.encode({ hello }));
  socket.on("message", (data) => {
    const message = uplinkDownCodec.decode(data as Buffer);
    const stand = "welcome" in message ? message.welcome : "ack" in message ? message.ack : undefined;
    if (stand === undefined) return;
    acknowledged = Math.max(acknowledged, ...stand.positions.map(({ nextSeq }) => nextSeq / SAMPLES));
    next = Math.max(next, acknowledged);
    for (; next < BLOCKS && next - acknowledged < stand.credit; next++) {
      if (!hasBroken && next === BREAK_AFTER) {
        hasBroken = true;
        socket.terminate();
        return;
      }
      socket.send(phone.frame(next));
    }
    if (acknowledged < BLOCKS) return;
    const counts = [{ stream: SYNTHETIC_STREAM.id, captured: BLOCKS * SAMPLES, dropped: 0 }];
    socket.send(uplinkUpCodec.encode({ end: { counts } }));
  });
});
server.on("listening", () => {
  console.log(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

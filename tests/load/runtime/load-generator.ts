/**
 * Sends commands over NATS and times the answers, at little cost: one socket, requests built beforehand in which only
 * the id, the value and the place of the answer change, no promise per command. It is forked, gets a LoadOrder and
 * sends a LoadOutcome. The first answer that is no success, and the first request without an answer, end it.
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { RequestBytes } from "./request-bytes.ts";
import { ReplyReader } from "./reply-reader.ts";

export interface LoadOrder {
  host: string;
  port: number;
  token: string;
  /** Used in turn. */
  subjects: string[];
  inFlight: number;
  seconds: number;
  /** Default: as many as are answered. */
  perSecond?: number | undefined;
}

export interface LoadOutcome {
  /** From sending to the answer, ms; where all places were taken, from when it was due. */
  latencies: Float64Array;
  seconds: number;
  cpuSeconds: number;
  /** Why it ended early. */
  failure?: string | undefined;
}

const ANSWER_MS = 5_000;
const LONGEST_REFUSAL = 300;

async function run({
  host,
  port,
  token,
  subjects,
  inFlight,
  seconds,
  perSecond,
}: LoadOrder): Promise<LoadOutcome> {
  const inbox = `_INBOX.${randomUUID().slice(0, 8)}`;
  const requests = new RequestBytes(subjects, inbox);
  const latencies: number[] = [];
  const free = Array.from({ length: inFlight }, (_, slot) => slot);
  /** By slot: when its request was sent; 0 while there is none. */
  const sentAt = new Float64Array(inFlight);
  const over = Promise.withResolvers<string | undefined>();
  let turn = 0;
  const socket = connect({ host, port, noDelay: true });
  await once(socket, "connect");
  const hello = { verbose: false, pedantic: false, headers: true, no_responders: true, auth_token: token };
  socket.write(`CONNECT ${JSON.stringify(hello)}\r\nSUB ${inbox}.* 1\r\n`);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const until = started + seconds * 1_000;

  function dueAt(number: number): number {
    return perSecond === undefined ? started : started + (number / perSecond) * 1_000;
  }

  function send(heldUp: boolean): void {
    const now = performance.now();
    const most = now >= until ? 0 : free.length;
    const count =
      perSecond === undefined
        ? most
        : Math.min(most, Math.ceil(((now - started) / 1_000) * perSecond) - turn);
    if (count <= 0) {
      if (now >= until && free.length === inFlight) over.resolve(undefined);
      return;
    }
    const bytes = Buffer.allocUnsafe(count * requests.longest);
    let end = 0;
    for (let i = 0; i < count; i++, turn++) {
      const slot = free.pop()!;
      sentAt[slot] = heldUp && perSecond !== undefined ? dueAt(turn) : now;
      end = requests.write(bytes, end, turn, slot);
    }
    socket.write(bytes.subarray(0, end));
  }

  const reader = new ReplyReader({
    answered(token, ok, answer) {
      const slot = Number.parseInt(token, 16);
      const at = sentAt[slot];
      if (!ok) over.resolve(answer.toString("utf8", 0, LONGEST_REFUSAL));
      else if (at === undefined || at === 0) over.resolve(`an answer to ${token}, which nobody waits for`);
      else {
        sentAt[slot] = 0;
        free.push(slot);
        latencies.push(performance.now() - at);
      }
    },
    pinged: () => socket.write("PONG\r\n"),
    failed: (why) => over.resolve(why),
  });
  socket.on("data", (chunk) => {
    const heldUp = free.length === 0;
    reader.push(chunk);
    send(heldUp);
  });
  socket.on("close", () => over.resolve("the server closed the connection"));
  socket.on("error", (error) => over.resolve(error.message));
  const ticks = setInterval(
    () => {
      const now = performance.now();
      const oldest = sentAt.reduce((least, at) => (at === 0 ? least : Math.min(least, at)), now);
      if (now - oldest > ANSWER_MS) over.resolve(`no answer within ${ANSWER_MS} ms`);
      else send(false);
    },
    perSecond === undefined ? 100 : 1,
  );
  send(false);
  const failure = await over.promise;
  const { user, system } = process.cpuUsage(cpu);
  const took = (performance.now() - started) / 1_000;
  clearInterval(ticks);
  socket.destroy();
  return {
    latencies: new Float64Array(latencies),
    seconds: took,
    cpuSeconds: (user + system) / 1e6,
    failure,
  };
}

process.once("message", (order) => {
  void run(order as LoadOrder).then((outcome) => process.send?.(outcome, () => process.disconnect()));
});

/**
 * What the transport and the database do without actors: requests over NATS, rows into a table in batches of what has
 * come meanwhile, an answer after each COMMIT. Run as a process of its own, as the node is:
 *   node bare-node.ts DATABASE_URL NATS_URL
 */
import { Client } from "pg";
import type { BusMessage } from "@trajectory/protocols/bus/port.ts";
import { connectNats } from "@trajectory/server/bus/nats-bus.ts";

const [, , databaseUrl, url = ""] = process.argv;
const decoder = new TextDecoder();
const answer = new TextEncoder().encode('{"ok":true,"seq":1,"events":[]}');
const client = new Client({ connectionString: databaseUrl });
await client.connect();
await client.query("CREATE TABLE bare_request (LIKE event INCLUDING ALL)");
const bus = await connectNats({ url, name: "bare" });

const INSERT = `INSERT INTO bare_request (user_id, seq, actor, type, at, command_id, machine_version, payload)
  SELECT user_id, seq, 'life', 'goal_set', now(), command_id, 1, payload::json
  FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) AS input (user_id, seq, command_id, payload)`;

let waiting: BusMessage[] = [];
let seq = 0;
let inserting = false;

async function insert(): Promise<void> {
  inserting = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const bodies = batch.map(
      ({ data }) => JSON.parse(decoder.decode(data)) as { id: string; payload: object },
    );
    await client.query({
      name: "insert",
      text: INSERT,
      values: [
        batch.map(({ subject }) => subject.split(".")[1]),
        batch.map(() => ++seq),
        bodies.map(({ id }) => id),
        bodies.map(({ payload }) => JSON.stringify(payload)),
      ],
    });
    for (const message of batch) message.respond(answer);
  }
  inserting = false;
}

bus.subscribe("bare.*.do", (message) => {
  waiting.push(message);
  if (!inserting) void insert();
});
await bus.flush();
process.on("SIGTERM", () => {
  void bus
    .close()
    .then(() => client.query("DROP TABLE bare_request"))
    .then(() => client.end());
});
process.stdout.write("ready\n");

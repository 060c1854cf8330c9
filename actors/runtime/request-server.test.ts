import { MemoryBroker } from "@trajectory/protocols/bus/memory.ts";
import { partitionOf, querySubject } from "@trajectory/protocols/subjects.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { RequestServer } from "./request-server.ts";
import { ManualClock, settled } from "./testing.ts";

const USER = "anna";
const PARTITIONS = [partitionOf(USER)];

let clock: ManualClock;
let broker: MemoryBroker;

beforeEach(() => {
  clock = new ManualClock();
  broker = new MemoryBroker({ setTimer: (ms, callback) => clock.setTimer(ms, callback) });
});

function server(query: () => Promise<object>): RequestServer {
  return new RequestServer(broker.connect(), clock, { query, command: () => {} });
}

/** The answer as far as it has come: undefined while there is none. */
function ask(): { answer: unknown } {
  const seen: { answer: unknown } = { answer: undefined };
  const data = new TextEncoder().encode("{}");
  broker
    .connect()
    .request(querySubject(USER, "life", "state"), data, { timeoutMs: 10_000 })
    .then(
      (bytes) => (seen.answer = JSON.parse(new TextDecoder().decode(bytes))),
      (error: unknown) => (seen.answer = error),
    );
  return seen;
}

const never = (): Promise<object> => new Promise(() => {});
const BUSY = { ok: false, error: expect.objectContaining({ code: "busy" }) };

describe("requests while a partition changes hands", () => {
  it("all reach the new owner, though the old one is paused and listens", async () => {
    server(never).open(PARTITIONS);
    server(async () => ({ ok: true })).open(PARTITIONS);
    const asked = Array.from({ length: 20 }, ask);
    await settled();
    expect(asked.map(({ answer }) => answer)).toEqual(asked.map(() => ({ ok: true })));
  });

  it("are refused at once while nobody else can answer, and then only if nobody does", async () => {
    const old = server(never);
    old.open(PARTITIONS);
    old.close(PARTITIONS);
    const closing = ask();
    await settled();
    expect(closing.answer).toEqual(BUSY);

    old.leave(PARTITIONS);
    const alone = ask();
    await settled();
    expect(alone.answer).toBeUndefined();
    clock.advance(50);
    await settled();
    expect(alone.answer).toEqual(BUSY);

    server(async () => ({ ok: true })).open(PARTITIONS);
    const both = ask();
    await settled();
    clock.advance(50);
    await settled();
    expect(both.answer).toEqual({ ok: true });
  });

  it("are heard until none can be on its way, also when the node stops meanwhile", async () => {
    const old = server(never);
    old.open(PARTITIONS);
    old.leave(PARTITIONS);
    let ended = false;
    const end = old.leaveAll().then(() => (ended = true));
    clock.advance(299);
    await settled();
    const late = ask();
    await settled();
    clock.advance(1);
    await settled();
    const tooLate = ask();
    await settled();
    expect(tooLate.answer).toMatchObject({ code: "no_responder" });
    expect([late.answer, ended]).toEqual([undefined, false]);
    clock.advance(50);
    await end;
    expect(late.answer).toEqual(BUSY);
  });

  it("are answered again by an owner that gets the partition back", async () => {
    const owner = server(async () => ({ ok: true }));
    owner.open(PARTITIONS);
    owner.leave(PARTITIONS);
    owner.open(PARTITIONS);
    clock.advance(1_000);
    const asked = ask();
    await settled();
    expect(asked.answer).toEqual({ ok: true });
  });
});

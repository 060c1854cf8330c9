import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Bus, BusError, type BusErrorCode, type BusMessage, MAX_PAYLOAD } from "./port.ts";

/** What the suite drives: one bus that several parties connect to. */
export interface BusFabric {
  /** A new party; its handlers' errors go to the listener. */
  connect(onHandlerError: (error: unknown, subject: string) => void): Promise<Bus>;
  /** Cuts all connections and lets them come back. Absent where there is nothing to cut. */
  interrupt?: { down(): Promise<void>; up(): Promise<void> };
  close(): Promise<void>;
}

const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

async function until(assertion: () => void, timeoutMs = 20_000): Promise<void> {
  await vi.waitFor(assertion, { interval: 2, timeout: timeoutMs });
}

async function codeOf(call: () => unknown): Promise<BusErrorCode> {
  try {
    await call();
  } catch (error) {
    if (error instanceof BusError) return error.code;
    throw error;
  }
  throw new Error("nothing was refused");
}

export interface BusSuiteOptions {
  /** Also tests `interrupt`. */
  reconnects?: boolean;
  /** The machine lacks what this implementation needs. */
  unavailable?: boolean;
}

/** Runs against every implementation of the port, so that the in-memory bus stays honest. */
export function busSuite(name: string, open: () => Promise<BusFabric>, options: BusSuiteOptions = {}): void {
  describe.skipIf(options.unavailable === true)(`bus port: ${name}`, () => {
    let fabric: BusFabric;
    let counter = 0;
    const errors: unknown[] = [];

    beforeAll(async () => {
      fabric = await open();
    });
    afterAll(async () => {
      await fabric.close();
    });

    /** Two parties and a subject of their own; closed when the test ends. */
    async function parties(): Promise<{ a: Bus; b: Bus; root: string } & AsyncDisposable> {
      const report = (error: unknown): void => void errors.push(error);
      const a = await fabric.connect(report);
      const b = await fabric.connect(report);
      const close = async (): Promise<void> => {
        await a.close();
        await b.close();
      };
      return { a, b, root: `suite.${++counter}`, [Symbol.asyncDispose]: close };
    }

    async function collect(bus: Bus, pattern: string, queue?: string): Promise<string[]> {
      const seen: string[] = [];
      const note = (message: BusMessage): void => void seen.push(text(message.data));
      bus.subscribe(pattern, note, queue === undefined ? {} : { queue });
      await bus.flush();
      return seen;
    }

    it("keeps the order of a publisher", async () => {
      await using bus = await parties();
      const seen = await collect(bus.b, `${bus.root}.*`);
      const sent = Array.from({ length: 5_000 }, (_, i) => String(i));
      for (const [i, content] of sent.entries()) bus.a.publish(`${bus.root}.${i % 3}`, bytes(content));
      await until(() => expect(seen).toHaveLength(sent.length));
      expect(seen).toEqual(sent);
    });

    it("never delivers inside the call that publishes", async () => {
      await using bus = await parties();
      const trace: string[] = [];
      bus.a.subscribe(bus.root, (message) => {
        const content = text(message.data);
        trace.push(`in ${content}`);
        if (content === "outer") bus.a.publish(bus.root, bytes("inner"));
        trace.push(`out ${content}`);
      });
      await bus.a.flush();
      bus.a.publish(bus.root, bytes("outer"));
      trace.push("published");
      await until(() => expect(trace).toHaveLength(5));
      expect(trace).toEqual(["published", "in outer", "out outer", "in inner", "out inner"]);
    });

    it("finishes one message before it starts the next", async () => {
      await using bus = await parties();
      let running = 0;
      let most = 0;
      let done = 0;
      bus.b.subscribe(bus.root, async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        done++;
      });
      await bus.b.flush();
      for (let i = 0; i < 50; i++) bus.a.publish(bus.root, bytes("x"));
      await until(() => expect(done).toBe(50));
      expect(most).toBe(1);
    });

    it.each([
      ["a.b.c", ["a.b.c", "a.*.c", "a.b.*", "*.b.c", "a.>", "a.b.>", ">"]],
      ["a.b", ["a.*", "a.>", ">"]],
      ["a", [">"]],
    ])("matches %s as NATS does", async (subject, expected) => {
      await using bus = await parties();
      const patterns = ["a.b.c", "a.*.c", "a.b.*", "*.b.c", "a.*", "a.b.c.>", "a.>", "a.b.>", ">", "b.>"];
      const seen = new Set<string>();
      for (const pattern of patterns) bus.b.subscribe(`${bus.root}.${pattern}`, () => void seen.add(pattern));
      const last = await collect(bus.b, `${bus.root}.last`);
      bus.a.publish(`${bus.root}.${subject}`, bytes("x"));
      bus.a.publish(`${bus.root}.last`, bytes("x"));
      await until(() => expect(last).toHaveLength(1));
      seen.delete(">");
      expect([...seen].sort()).toEqual(expected.filter((pattern) => pattern !== ">").sort());
    });

    it("gives each message to one member of a queue group and to everybody else", async () => {
      await using bus = await parties();
      const first = await collect(bus.a, bus.root, "workers");
      const second = await collect(bus.b, `${bus.root}.>`, "workers");
      const third = await collect(bus.b, bus.root, "workers");
      const other = await collect(bus.b, bus.root, "auditors");
      const plain = await collect(bus.b, bus.root);
      for (let i = 0; i < 600; i++) bus.a.publish(bus.root, bytes(String(i)));
      await until(() => {
        expect(plain).toHaveLength(600);
        expect(other).toHaveLength(600);
        expect(first.length + third.length).toBe(600);
      });
      expect(second).toEqual([]);
      // Fair: a member that got under a quarter of its share would be a one in 10^40 accident.
      expect(Math.min(first.length, third.length)).toBeGreaterThan(75);
    });

    it("answers a request", async () => {
      await using bus = await parties();
      bus.b.subscribe(bus.root, (message) => message.respond(bytes(`${text(message.data)}, too`)));
      await bus.b.flush();
      const answers = await Promise.all(
        ["you", "me"].map((who) => bus.a.request(bus.root, bytes(who), { timeoutMs: 5_000 })),
      );
      expect(answers.map(text)).toEqual(["you, too", "me, too"]);
    });

    it("takes the first of several answers", async () => {
      await using bus = await parties();
      bus.b.subscribe(bus.root, (message) => {
        message.respond(bytes("first"));
        message.respond(bytes("second"));
      });
      await bus.b.flush();
      const answer = await bus.a.request(bus.root, bytes(""), { timeoutMs: 5_000 });
      expect(text(answer)).toBe("first");
    });

    it("takes an answer to a plain message as nothing", async () => {
      await using bus = await parties();
      const seen = await collect(bus.b, `${bus.root}.done`);
      bus.b.subscribe(bus.root, (message) => {
        message.respond(bytes("nobody asked"));
        bus.b.publish(`${bus.root}.done`, bytes("went on"));
      });
      await bus.b.flush();
      bus.a.publish(bus.root, bytes("x"));
      await until(() => expect(seen).toEqual(["went on"]));
    });

    it("says at once that nobody listens", async () => {
      await using bus = await parties();
      expect(await codeOf(() => bus.a.request(bus.root, bytes(""), { timeoutMs: 60_000 }))).toBe(
        "no_responder",
      );
    });

    it("says when a responder stays silent", async () => {
      await using bus = await parties();
      await collect(bus.b, bus.root);
      expect(await codeOf(() => bus.a.request(bus.root, bytes(""), { timeoutMs: 30 }))).toBe("timeout");
    });

    it("carries the largest payload and refuses a larger one", async () => {
      await using bus = await parties();
      const sizes: number[] = [];
      bus.b.subscribe(bus.root, (message) => {
        sizes.push(message.data.byteLength);
        message.respond(message.data);
      });
      await bus.b.flush();
      const answer = await bus.a.request(bus.root, new Uint8Array(MAX_PAYLOAD).fill(7), { timeoutMs: 5_000 });
      expect([answer.byteLength, answer.at(-1)]).toEqual([MAX_PAYLOAD, 7]);
      const large = new Uint8Array(MAX_PAYLOAD + 1);
      expect(await codeOf(() => bus.a.publish(bus.root, large))).toBe("payload_too_large");
      expect(await codeOf(() => bus.a.request(bus.root, large, { timeoutMs: 50 }))).toBe("payload_too_large");
      expect(sizes).toEqual([MAX_PAYLOAD]);
    });

    it("refuses an answer that is too large, to the one who gives it", async () => {
      await using bus = await parties();
      const refused: BusErrorCode[] = [];
      bus.b.subscribe(bus.root, async (message) => {
        refused.push(await codeOf(() => message.respond(new Uint8Array(MAX_PAYLOAD + 1))));
        message.respond(bytes("smaller"));
      });
      await bus.b.flush();
      const answer = await bus.a.request(bus.root, bytes(""), { timeoutMs: 5_000 });
      expect([text(answer), refused]).toEqual(["smaller", ["payload_too_large"]]);
    });

    it("bounds what waits for a slow handler and counts what it drops", async () => {
      await using bus = await parties();
      const handled: string[] = [];
      const gate = Promise.withResolvers<void>();
      const slow = bus.b.subscribe(
        bus.root,
        async (message) => {
          handled.push(text(message.data));
          await gate.promise;
        },
        { maxPending: 5 },
      );
      const quick = await collect(bus.b, bus.root);
      bus.a.publish(bus.root, bytes("0"));
      await until(() => expect(handled).toEqual(["0"]));
      for (let i = 1; i <= 20; i++) bus.a.publish(bus.root, bytes(String(i)));
      await until(() => expect(quick).toHaveLength(21));
      expect(slow.dropped).toBe(15);
      gate.resolve();
      await until(() => expect(handled).toEqual(["0", "1", "2", "3", "4", "5"]));
    });

    it("goes on after a handler that fails", async () => {
      await using bus = await parties();
      errors.length = 0;
      const seen: string[] = [];
      bus.b.subscribe(bus.root, (message) => {
        const content = text(message.data);
        if (content === "throw") throw new Error("thrown");
        if (content === "reject") return Promise.reject(new Error("rejected"));
        seen.push(content);
        return undefined;
      });
      await bus.b.flush();
      for (const content of ["throw", "reject", "good"]) bus.a.publish(bus.root, bytes(content));
      await until(() => expect(seen).toEqual(["good"]));
      expect(errors).toEqual([new Error("thrown"), new Error("rejected")]);
    });

    it("hands over what is on its way when it is drained, and nothing after", async () => {
      await using bus = await parties();
      const seen: string[] = [];
      const gate = Promise.withResolvers<void>();
      const subscription = bus.b.subscribe(bus.root, async (message) => {
        await gate.promise;
        seen.push(text(message.data));
      });
      await bus.b.flush();
      for (const content of ["1", "2", "3"]) bus.a.publish(bus.root, bytes(content));
      await bus.a.flush();
      const drained = subscription.drain();
      gate.resolve();
      await drained;
      expect(seen).toEqual(["1", "2", "3"]);
      bus.a.publish(bus.root, bytes("4"));
      await bus.a.flush();
      await subscription.drain();
      expect(seen).toEqual(["1", "2", "3"]);
    });

    it("delivers nothing after unsubscribe, also not what was waiting", async () => {
      await using bus = await parties();
      const seen: string[] = [];
      const gate = Promise.withResolvers<void>();
      const subscription = bus.b.subscribe(bus.root, async (message) => {
        seen.push(text(message.data));
        await gate.promise;
      });
      const other = await collect(bus.b, bus.root);
      for (const content of ["1", "2", "3"]) bus.a.publish(bus.root, bytes(content));
      await until(() => expect(other).toHaveLength(3));
      subscription.unsubscribe();
      subscription.unsubscribe();
      gate.resolve();
      bus.a.publish(bus.root, bytes("4"));
      await until(() => expect(other).toHaveLength(4));
      expect(seen).toEqual(["1"]);
      await bus.b.flush();
      const last = collect(bus.b, `${bus.root}.only`);
      expect(await last).toEqual([]);
    });

    it("refuses what is no subject", async () => {
      await using bus = await parties();
      for (const subject of [
        "",
        ".",
        "a..b",
        "a.",
        ".a",
        "a b",
        "a\r\nPUB b 0",
        "a.*",
        ">",
        "x".repeat(5_000),
      ]) {
        expect(await codeOf(() => bus.a.publish(subject, bytes("")))).toBe("invalid_subject");
      }
      for (const pattern of ["", "a..b", "a.>.b", "a b"]) {
        expect(await codeOf(() => bus.a.subscribe(pattern, () => {}))).toBe("invalid_subject");
      }
      const seen = await collect(bus.a, bus.root);
      bus.a.publish(bus.root, bytes("still here"));
      await until(() => expect(seen).toEqual(["still here"]));
    });

    it("hands over what was published before close", async () => {
      await using bus = await parties();
      const seen = await collect(bus.b, bus.root);
      for (let i = 0; i < 100; i++) bus.a.publish(bus.root, bytes(String(i)));
      await bus.a.close();
      await until(() => expect(seen).toHaveLength(100));
    });

    it("is silent and refuses everything after close", async () => {
      await using bus = await parties();
      const seen = await collect(bus.b, bus.root);
      const open = codeOf(() => bus.b.request(bus.root, bytes(""), { timeoutMs: 60_000 }));
      await until(() => expect(seen).toHaveLength(1));
      await bus.b.close();
      await bus.b.close();
      expect(await open).toBe("closed");
      bus.a.publish(bus.root, bytes("late"));
      await bus.a.flush();
      expect(seen).toHaveLength(1);
      expect(await codeOf(() => bus.b.publish(bus.root, bytes("")))).toBe("closed");
      expect(await codeOf(() => bus.b.subscribe(bus.root, () => {}))).toBe("closed");
      expect(await codeOf(() => bus.b.request(bus.root, bytes(""), { timeoutMs: 50 }))).toBe("closed");
      expect(await codeOf(() => bus.b.flush())).toBe("closed");
    });

    it("cannot answer after close", async () => {
      await using bus = await parties();
      const asked = Promise.withResolvers<BusMessage>();
      bus.b.subscribe(bus.root, (message) => asked.resolve(message));
      await bus.b.flush();
      const answer = codeOf(() => bus.a.request(bus.root, bytes(""), { timeoutMs: 200 }));
      const message = await asked.promise;
      await bus.b.close();
      message.respond(bytes("too late"));
      expect(await answer).toBe("timeout");
    });

    if (options.reconnects !== true) return;

    it("comes back after the connection was lost", async () => {
      await using bus = await parties();
      const { interrupt } = fabric;
      if (interrupt === undefined) throw new Error("this fabric cannot be interrupted");
      const status: boolean[] = [];
      bus.a.onStatus((connected) => void status.push(connected));
      const back = Promise.withResolvers<void>();
      bus.b.onStatus((connected) => connected && back.resolve());
      const seen = await collect(bus.b, `${bus.root}.event`);
      bus.b.subscribe(`${bus.root}.ask`, (message) => message.respond(bytes("answer")), { queue: "q" });
      bus.a.publish(`${bus.root}.event`, bytes("before"));
      await until(() => expect(seen).toEqual(["before"]));

      await interrupt.down();
      await until(() => expect(status).toEqual([false]));
      bus.a.publish(`${bus.root}.event`, bytes("into the void"));
      expect(await codeOf(() => bus.a.request(`${bus.root}.ask`, bytes(""), { timeoutMs: 50 }))).toBe(
        "timeout",
      );
      expect(await codeOf(() => bus.a.flush())).toBe("timeout");
      const patient = bus.a
        .request(`${bus.root}.ask`, bytes(""), { timeoutMs: 30_000 })
        .then(text, (error: unknown) => error);

      await interrupt.up();
      await until(() => expect(status).toEqual([false, true]), 20_000);
      await back.promise;
      await bus.b.flush();
      bus.a.publish(`${bus.root}.event`, bytes("after"));
      await until(() => expect(seen.at(-1)).toBe("after"));
      // The request that waited was sent when its side was back; the other side may have been late.
      const outcome = await patient;
      if (outcome !== "answer") expect(outcome).toMatchObject({ code: "no_responder" });
      const answer = await bus.a.request(`${bus.root}.ask`, bytes(""), { timeoutMs: 5_000 });
      expect(text(answer)).toBe("answer");
    });
  });
}

/** Many phones in a process of their own; told what to do by the bench over IPC (see load.ts). */
import { WebSocket } from "ws";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { percentile } from "../harness.ts";
import { BLOCK_SAMPLES, BLOCK_US } from "./frame-template.ts";
import type { Asks, Measured } from "./load.ts";
import { Phone } from "./phone.ts";

const TICK_MS = 4;
const MOST_OPENING = 64;
/** A phone that has so much to send is behind for good: the step has failed, and more would only fill memory. */
const MOST_OWED = 64;
/** Latencies kept of one measurement: a fair sample of all of them. */
const MOST_LATENCIES = 400_000;

class Reservoir {
  readonly #values: number[] = [];
  #count = 0;

  add(value: number): void {
    this.#count++;
    if (this.#values.length < MOST_LATENCIES) {
      this.#values.push(value);
      return;
    }
    const place = Math.floor(Math.random() * this.#count);
    if (place < MOST_LATENCIES) this.#values[place] = value;
  }

  clear(): void {
    this.#values.length = 0;
    this.#count = 0;
  }

  /** 0 for none. */
  at(percent: number): number {
    return this.#values.length === 0 ? 0 : percentile(this.#values, percent);
  }

  get count(): number {
    return this.#count;
  }
}

const phones: Phone[] = [];
const phoneOf = new Map<string, Phone>();
const acks = new Reservoir();
const fromBlock = new Reservoir();
const fromCommit = new Reservoir();
let flooding = false;
let lateMs = 0;
let overflowed = 0;
let pacer: NodeJS.Timeout | undefined;

const events = {
  acknowledged: (ms: number) => acks.add(ms),
  free(phone: Phone) {
    if (!flooding) return;
    while (phone.unacknowledged < phone.credit) phone.block(performance.now());
  },
};

const asks: { [Name in keyof Asks]: (argument: Asks[Name][0]) => Promise<Asks[Name][1]> } = {
  async connect({ addresses, sessions, perSecond }) {
    const began = performance.now();
    const opening = new Set<Promise<void>>();
    for (const [i, { token, sessionId }] of sessions.entries()) {
      const early = began + (i / perSecond) * 1_000 - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      while (opening.size >= MOST_OPENING) await Promise.race(opening);
      const address = addresses[i % addresses.length] ?? "";
      const phone = new Phone({ address, token, sessionId }, events);
      phones.push(phone);
      phoneOf.set(sessionId, phone);
      const opened = phone.welcomed.catch(() => undefined).then(() => void opening.delete(opened));
      opening.add(opened);
    }
    await Promise.all(opening);
    return { failures: failures() };
  },

  async pace({ perSecond, live }) {
    stop();
    pace(perSecond, live);
  },

  async flood() {
    stop();
    flooding = true;
    const startUs = Math.floor(Date.now() / 1_000 - 3_600) * 1e6;
    for (const phone of phones) {
      if (phone.sent === 0) phone.startUs = startUs;
      events.free(phone);
    }
  },

  async measure({ seconds }) {
    acks.clear();
    fromBlock.clear();
    fromCommit.clear();
    lateMs = 0;
    overflowed = 0;
    const before = total("acked");
    const began = performance.now();
    const cpu = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const tookS = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const measured: Measured = {
      seconds: tookS,
      samples: (total("acked") - before) * BLOCK_SAMPLES,
      ackP50Ms: acks.at(50),
      ackP99Ms: acks.at(99),
      windows: fromCommit.count,
      feedFromCommitP99Ms: fromCommit.at(99),
      feedFromBlockP99Ms: fromBlock.at(99),
      generatorLateMs: lateMs,
      generatorCores: (user + system) / 1e6 / tookS,
      owed: total("owed"),
      overflowed,
      failures: failures(),
    };
    return measured;
  },

  async drain({ seconds }) {
    stop();
    const until = performance.now() + seconds * 1_000;
    while (
      phones.some(({ failure, unacknowledged, owed }) => failure === undefined && unacknowledged + owed > 0)
    ) {
      if (performance.now() > until) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { unacknowledged: total("unacknowledged"), samples: total("acked") * BLOCK_SAMPLES };
  },

  async watch({ url, sessionIds }) {
    await Promise.all(sessionIds.map((id) => watch(url, phoneOf.get(id))));
  },

  async end({ sessionIds, atOnce }) {
    const outcome = { ended: 0, unbalanced: 0, lost: 0, failures: [] as string[] };
    const queue = [...sessionIds];
    async function worker(): Promise<void> {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const phone = phoneOf.get(id);
        if (phone === undefined) continue;
        const sent = phone.sent * BLOCK_SAMPLES;
        try {
          const [ledger] = await phone.end();
          outcome.ended++;
          const { captured = 0, stored = 0, dropped = 0, outstanding = 0 } = ledger ?? {};
          if (captured !== stored + dropped + outstanding) outcome.unbalanced++;
          outcome.lost += sent - stored;
        } catch (error) {
          outcome.failures.push(error instanceof Error ? error.message : String(error));
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker));
    forget(sessionIds);
    return outcome;
  },

  async leave({ sessionIds }) {
    for (const id of sessionIds) phoneOf.get(id)?.close();
    forget(sessionIds);
  },
};

function pace(perSecond: number, live: boolean): void {
  const began = performance.now();
  const everyMs = 1_000 / perSecond;
  const startUs = live ? Date.now() * 1_000 : Math.floor(Date.now() / 1_000 - 3_600) * 1e6;
  for (const [i, phone] of phones.entries()) {
    // A block is captured in the half second before it is sent. Stamps never go back.
    const next = phone.sent + phone.owed;
    if (live)
      phone.startUs = Math.max(
        phone.startUs,
        Math.round(startUs + i * everyMs * 1_000 - (next + 1) * BLOCK_US),
      );
    else if (phone.sent === 0) phone.startUs = startUs;
  }
  let turn = 0;
  pacer = setInterval(() => {
    const now = performance.now();
    for (let due = began + turn * everyMs; due <= now; due = began + turn * everyMs) {
      const phone = phones[turn % phones.length];
      turn++;
      if (phone === undefined || phone.failure !== undefined) continue;
      lateMs = Math.max(lateMs, now - due);
      if (phone.owed < MOST_OWED) phone.block(due);
      else overflowed++;
    }
  }, TICK_MS);
}

function stop(): void {
  clearInterval(pacer);
  flooding = false;
}

function total(what: "acked" | "owed" | "unacknowledged"): number {
  return phones.reduce((sum, phone) => sum + phone[what], 0);
}

function failures(): string[] {
  return phones.flatMap(({ failure }) => failure ?? []);
}

function forget(sessionIds: readonly string[]): void {
  const gone = new Set(sessionIds);
  for (const id of gone) phoneOf.delete(id);
  phones.splice(0, phones.length, ...phones.filter(({ sessionId }) => !gone.has(sessionId)));
}

async function watch(url: string, phone: Phone | undefined): Promise<void> {
  if (phone === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/feed`, {
    headers: { cookie: `trajectory_session=${phone.token}` },
  });
  socket.on("open", () =>
    socket.send(feedUpCodec.encode({ hello: { protocolVersion: PROTOCOL_VERSION, afterSeq: 0 } })),
  );
  let live = false;
  socket.on("message", (data: Buffer) => {
    const message = feedDownCodec.decode(data);
    if ("live" in message) {
      live = true;
      resolve();
    } else if (live && "window" in message && message.window.revision === 0) seen(phone, message.window);
  });
  socket.on("error", () => resolve());
  await promise;
}

function seen(phone: Phone, { t1Us }: Window): void {
  const times = phone.timesOf(phone.closingBlock(t1Us));
  if (times === undefined) return;
  const now = performance.now();
  fromBlock.add(now - times.dueMs);
  fromCommit.add(Math.max(0, now - times.ackedMs));
}

process.on("message", ({ id, ask, argument }: { id: number; ask: keyof Asks; argument: never }) => {
  asks[ask](argument).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());

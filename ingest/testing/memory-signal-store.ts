/** A SignalStore in memory for tests, with the semantics of the one on PostgreSQL. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type {
  ClockExchange,
  Drop,
  End,
  Ledger,
  Position,
  SampleBlock,
  Window,
} from "@trajectory/protocols/messages.ts";
import type { OpenedSession, SessionInfo, SessionOpening, SignalBlock, SignalStore } from "../ports.ts";
import { lastStampOf, plainBlock } from "../samples/block.ts";
import { RangeSet } from "../samples/range-set.ts";

interface StoredSession {
  opening: SessionOpening;
  endedUs: number | undefined;
  end: End | undefined;
  /** By stream, in order of arrival; none is covered by the ones before it. */
  blocks: Map<number, SignalBlock[]>;
  drops: Map<number, Drop[]>;
  windows: Map<string, Window>;
  clock: ClockExchange[];
}

export class MemorySignalStore implements SignalStore {
  readonly sessions = new Map<string, StoredSession>();
  /** Awaited before every call: tests delay or fail it. It stands for the database, and for COMMIT. */
  gate: (call: keyof SignalStore) => Promise<void> = async () => {};

  async openSession(opening: SessionOpening): Promise<OpenedSession> {
    await this.gate("openSession");
    const held = this.sessions.get(opening.sessionId);
    if (held === undefined) {
      this.sessions.set(opening.sessionId, {
        opening,
        endedUs: undefined,
        end: undefined,
        blocks: new Map(),
        drops: new Map(),
        windows: new Map(),
        clock: [],
      });
      return { created: true, positions: [], newest: [] };
    }
    if (held.opening.userId !== opening.userId) {
      throw new ProtocolError("session_foreign", "This session belongs to somebody else.");
    }
    if (held.endedUs !== undefined) throw new ProtocolError("session_ended", "This session has ended.");
    for (const stream of opening.streams) {
      if (!held.opening.streams.some(({ id }) => id === stream.id)) {
        held.opening = { ...held.opening, streams: [...held.opening.streams, stream] };
      }
    }
    return { created: false, positions: positionsOf(held), newest: newestOf(held) };
  }

  async session(sessionId: string): Promise<SessionInfo | undefined> {
    await this.gate("session");
    const held = this.sessions.get(sessionId);
    if (held === undefined) return undefined;
    const { userId, deviceModel, openedUs, streams } = held.opening;
    return { sessionId, userId, deviceModel, openedUs, endedUs: held.endedUs, streams };
  }

  async appendBlock(signal: SignalBlock<SampleBlock>): Promise<void> {
    await this.gate("appendBlock");
    const held = this.sessionOf(signal.sessionId);
    const block = plainBlock(signal.block);
    const { stored } = numbersOf(held, block.stream);
    if (stored.missing(block.firstSeq, block.firstSeq + block.dtUs.length).length === 0) return;
    listAt(held.blocks, block.stream).push({ ...signal, block });
  }

  async appendDrop(sessionId: string, drop: Drop): Promise<void> {
    await this.gate("appendDrop");
    listAt(this.sessionOf(sessionId).drops, drop.stream).push({ ...drop });
  }

  async *readBlocks(sessionId: string, stream: number, fromUs: number): AsyncIterable<SignalBlock> {
    await this.gate("readBlocks");
    const blocks = [...(this.sessions.get(sessionId)?.blocks.get(stream) ?? [])];
    blocks.sort((a, b) => a.block.t0Us - b.block.t0Us || a.block.firstSeq - b.block.firstSeq);
    for (const block of blocks) if (lastStampOf(block.block) >= fromUs) yield structuredClone(block);
  }

  async appendWindows(userId: string, windows: readonly Window[]): Promise<void> {
    await this.gate("appendWindows");
    for (const window of windows) {
      const held = this.sessionOf(window.sessionId);
      if (held.opening.userId !== userId) throw new ProtocolError("session_foreign", "Not this user's.");
      const key = `${window.kind}/${window.t0Us}/${window.revision}`;
      if (!held.windows.has(key)) held.windows.set(key, structuredClone(window));
    }
  }

  async readWindows(sessionId: string, fromUs: number): Promise<Window[]> {
    await this.gate("readWindows");
    return this.newestWindows(sessionId).filter((window) => window.t1Us > fromUs);
  }

  async appendClockExchange(sessionId: string, exchange: ClockExchange): Promise<void> {
    await this.gate("appendClockExchange");
    this.sessionOf(sessionId).clock.push({ ...exchange });
  }

  async endSession(sessionId: string, end: End, endedUs: number): Promise<Ledger[]> {
    await this.gate("endSession");
    const held = this.sessionOf(sessionId);
    held.end = end;
    held.endedUs ??= endedUs;
    return ledgerOf(held);
  }

  async ledger(sessionId: string): Promise<Ledger[]> {
    await this.gate("ledger");
    return ledgerOf(this.sessionOf(sessionId));
  }

  /** The newest revision of each window, in order of time and kind. */
  newestWindows(sessionId: string): Window[] {
    const newest = new Map<string, Window>();
    for (const window of this.sessions.get(sessionId)?.windows.values() ?? []) {
      const key = `${window.kind}/${window.t0Us}`;
      if ((newest.get(key)?.revision ?? -1) < window.revision) newest.set(key, window);
    }
    return [...newest.values()].sort((a, b) => a.t0Us - b.t0Us || a.kind - b.kind);
  }

  private sessionOf(sessionId: string): StoredSession {
    const held = this.sessions.get(sessionId);
    if (held === undefined) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
    return held;
  }
}

function listAt<T>(lists: Map<number, T[]>, key: number): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Numbers of the samples that are stored, and of those that are only known as dropped. */
function numbersOf(held: StoredSession, stream: number): { stored: RangeSet; known: RangeSet } {
  const stored = new RangeSet();
  const known = new RangeSet();
  for (const { block } of held.blocks.get(stream) ?? []) {
    for (const set of [stored, known]) set.add(block.firstSeq, block.firstSeq + block.dtUs.length);
  }
  for (const drop of held.drops.get(stream) ?? []) known.add(drop.firstSeq, drop.firstSeq + drop.count);
  return { stored, known };
}

function positionsOf(held: StoredSession): Position[] {
  return held.opening.streams.flatMap(({ id }) => {
    const [first, ...rest] = numbersOf(held, id).known.spans;
    if (first === undefined) return [];
    const begins = first.first === 0;
    const above = begins ? rest : [first, ...rest];
    return {
      stream: id,
      nextSeq: begins ? first.end : 0,
      held: above.map((span) => ({ firstSeq: span.first, count: span.end - span.first })),
    };
  });
}

function newestOf(held: StoredSession): { stream: number; lastUs: number }[] {
  return [...held.blocks].map(([stream, blocks]) => ({
    stream,
    lastUs: Math.max(...blocks.map(({ block }) => lastStampOf(block))),
  }));
}

function ledgerOf(held: StoredSession): Ledger[] {
  return held.opening.streams.map(({ id }) => {
    const { stored, known } = numbersOf(held, id);
    const announced = held.end?.counts.find(({ stream }) => stream === id)?.captured ?? 0;
    const captured = Math.max(announced, known.end);
    return {
      stream: id,
      captured,
      stored: stored.size,
      dropped: known.size - stored.size,
      outstanding: captured - known.size,
    };
  });
}

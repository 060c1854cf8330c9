/** A SignalStore in memory for tests, with the semantics of the one on PostgreSQL. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ClockExchange, Drop, End, Ledger, Position, Window } from "@trajectory/protocols/messages.ts";
import type { OpenedSession, SessionInfo, SessionOpening, SignalBlock, SignalStore } from "../ports.ts";

interface StoredSession {
  opening: SessionOpening;
  endedUs: number | undefined;
  end: End | undefined;
  /** By stream and first_seq. */
  blocks: Map<number, Map<number, SignalBlock>>;
  drops: Map<number, Map<number, Drop>>;
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

  async appendBlock(block: SignalBlock): Promise<void> {
    await this.gate("appendBlock");
    const stream = mapAt(this.sessionOf(block.sessionId).blocks, block.block.stream);
    if (!stream.has(block.block.firstSeq)) stream.set(block.block.firstSeq, structuredClone(block));
  }

  async appendDrop(sessionId: string, drop: Drop): Promise<void> {
    await this.gate("appendDrop");
    const stream = mapAt(this.sessionOf(sessionId).drops, drop.stream);
    if (!stream.has(drop.firstSeq)) stream.set(drop.firstSeq, { ...drop });
  }

  async *readBlocks(sessionId: string, stream: number, fromUs: number): AsyncIterable<SignalBlock> {
    await this.gate("readBlocks");
    const blocks = [...(this.sessions.get(sessionId)?.blocks.get(stream)?.values() ?? [])];
    blocks.sort((a, b) => a.block.t0Us - b.block.t0Us || a.block.firstSeq - b.block.firstSeq);
    for (const block of blocks) if (lastStamp(block) >= fromUs) yield structuredClone(block);
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

function mapAt<T>(maps: Map<number, Map<number, T>>, key: number): Map<number, T> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

function lastStamp({ block }: SignalBlock): number {
  return block.dtUs.reduce((sum, dt) => sum + dt, block.t0Us);
}

function rangesOf(held: StoredSession, stream: number): { firstSeq: number; count: number }[] {
  const blocks = [...(held.blocks.get(stream)?.values() ?? [])].map(({ block }) => ({
    firstSeq: block.firstSeq,
    count: block.dtUs.length,
  }));
  const drops = [...(held.drops.get(stream)?.values() ?? [])];
  const merged: { firstSeq: number; count: number }[] = [];
  for (const range of [...blocks, ...drops].sort((a, b) => a.firstSeq - b.firstSeq)) {
    const last = merged.at(-1);
    if (last !== undefined && range.firstSeq <= last.firstSeq + last.count) {
      last.count = Math.max(last.count, range.firstSeq + range.count - last.firstSeq);
    } else {
      merged.push({ firstSeq: range.firstSeq, count: range.count });
    }
  }
  return merged;
}

function positionsOf(held: StoredSession): Position[] {
  return held.opening.streams.flatMap(({ id }) => {
    const ranges = rangesOf(held, id);
    if (ranges.length === 0) return [];
    const whole = ranges[0]?.firstSeq === 0 ? ranges.shift() : undefined;
    return [{ stream: id, nextSeq: whole?.count ?? 0, held: ranges }];
  });
}

function newestOf(held: StoredSession): { stream: number; lastUs: number }[] {
  return [...held.blocks].flatMap(([stream, blocks]) => {
    const stamps = [...blocks.values()].map(lastStamp);
    return stamps.length === 0 ? [] : [{ stream, lastUs: Math.max(...stamps) }];
  });
}

function ledgerOf(held: StoredSession): Ledger[] {
  return held.opening.streams.map(({ id }) => {
    let stored = 0;
    for (const { block } of held.blocks.get(id)?.values() ?? []) stored += block.dtUs.length;
    let dropped = 0;
    for (const drop of held.drops.get(id)?.values() ?? []) dropped += drop.count;
    const seen = Math.max(0, ...rangesOf(held, id).map(({ firstSeq, count }) => firstSeq + count));
    const captured = held.end?.counts.find(({ stream }) => stream === id)?.captured ?? seen;
    return { stream: id, captured, stored, dropped, outstanding: captured - stored - dropped };
  });
}

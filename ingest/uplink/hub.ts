/**
 * The sessions of this process: who may open which, one socket per session, and how long one stays in memory.
 *
 * A session that comes back is compared with the store: only if its memory still says what the store says, it goes
 * on from memory; otherwise (restart, another node, a failed write) it is made again from the store.
 */
import type { Subscription } from "rxjs";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { End, Hello, Ledger, Position, Stream } from "@trajectory/protocols/messages.ts";
import type { Authenticate, Device, OpenedSession, SessionInfo } from "../ports.ts";
import { endSession } from "./commands.ts";
import type { ConnectionHost, EndedBefore, UplinkConnection } from "./connection.ts";
import type { SessionContext } from "./session-context.ts";
import { UplinkSession } from "./session.ts";
import { checkSameStreams } from "./validate.ts";

interface Slot {
  session: UplinkSession;
  connection: UplinkConnection | undefined;
  linger: Subscription | undefined;
  /** Of the connection, where it came with one. */
  keyId: string | undefined;
}

export class UplinkHub implements ConnectionHost {
  readonly bufferedBytes: number;
  readonly nowUs: () => number;
  private readonly context: SessionContext;
  private readonly authenticate: Authenticate;
  private readonly slots = new Map<string, Slot>();
  private readonly slotsOfUser = new Map<string, Set<Slot>>();
  private isStopping = false;
  /** Openings and endings of one session happen one after the other. */
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(context: SessionContext, authenticate: Authenticate) {
    this.context = context;
    this.authenticate = authenticate;
    this.bufferedBytes = context.limits.bufferedBytes;
    this.nowUs = context.nowUs;
  }

  async open(
    hello: Hello,
    connection: UplinkConnection,
    token: string,
  ): Promise<UplinkSession | EndedBefore> {
    const device = token === "" ? undefined : await this.authenticate(token);
    if (device === undefined) throw new ProtocolError("token_refused", "The device is not known here.");
    const opened = await this.inTurn(hello.sessionId, async () => {
      this.checkRoom(hello.sessionId, device.userId);
      return this.openInTurn(hello, connection, device);
    });
    if (device.keyId !== undefined) await this.checkAgain(token, connection, opened);
    return opened;
  }

  /** A key may be revoked while its session opens: `closeKey` came before there was anything to close. */
  private async checkAgain(
    token: string,
    connection: UplinkConnection,
    opened: UplinkSession | EndedBefore,
  ): Promise<void> {
    let isKnown = false;
    try {
      isKnown = (await this.authenticate(token)) !== undefined;
    } finally {
      if (!isKnown && opened instanceof UplinkSession) this.left(connection, opened);
    }
    if (!isKnown) throw new ProtocolError("token_refused", "The key was revoked.");
  }

  async end(session: UplinkSession, end: End): Promise<Ledger[]> {
    const { sessionId } = session.identity;
    return this.inTurn(sessionId, async () => {
      try {
        return await session.end(end);
      } finally {
        if (!session.isOpen) this.forget(sessionId, session);
      }
    });
  }

  left(connection: UplinkConnection, session: UplinkSession | undefined): void {
    if (session === undefined) return;
    session.detach(connection);
    const slot = this.slots.get(session.identity.sessionId);
    if (slot?.session !== session || slot.connection !== connection) return;
    slot.connection = undefined;
    // Its End goes on without the socket.
    if (session.isEnding) return;
    if (!session.isOpen) {
      this.forget(session.identity.sessionId, session);
      return;
    }
    if (this.isStopping) return;
    const { scheduler, limits } = this.context;
    slot.linger = scheduler.schedule(() => void this.letGo(slot), limits.lingerMs);
  }

  refused(error: ProtocolError, connection: UplinkConnection): void {
    this.context.counts.refusals++;
    const { userId, sessionId } = connection.session?.identity ?? {};
    this.context.log.info({ code: error.code, userId, sessionId, err: error }, "A device was refused");
  }

  held(): string[] {
    return [...this.slots.keys()];
  }

  holds(sessionId: string): boolean {
    return this.slots.has(sessionId) || this.queues.has(sessionId);
  }

  /** Keys with which something is open. */
  keys(): string[] {
    const keys = [...this.slots.values()].flatMap(({ connection, keyId }) =>
      connection === undefined || keyId === undefined ? [] : [keyId],
    );
    return [...new Set(keys)];
  }

  /** The key was revoked: closes what was opened with it. What was received is stored; the session may go on by another way. */
  closeKey(keyId: string): void {
    for (const slot of this.slots.values()) {
      if (slot.keyId !== keyId) continue;
      slot.connection?.fail(new ProtocolError("token_refused", "The key was revoked."));
    }
  }

  /** The person was deleted: closes their sockets, and resolves when nothing of theirs is on its way to the store. */
  async forgetUser(userId: string): Promise<void> {
    const slots = [...(this.slotsOfUser.get(userId) ?? [])];
    for (const slot of slots) {
      slot.connection?.fail(new ProtocolError("account_deleted", "This account was deleted."));
      slot.linger?.unsubscribe();
      this.forget(slot.session.identity.sessionId, slot.session);
    }
    await Promise.all(slots.map(({ session }) => session.settled()));
  }

  /** Lets go of every session when all that was received is stored and told, or could not be in time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const { scheduler, limits } = this.context;
    const late = Promise.withResolvers<void>();
    const timer = scheduler.schedule(() => late.resolve(), limits.stopMs);
    await Promise.race([this.drained(), late.promise]);
    timer.unsubscribe();
    for (const { session, linger } of this.slots.values()) {
      linger?.unsubscribe();
      session.dispose();
    }
    this.slots.clear();
    this.slotsOfUser.clear();
    this.context.counts.sessions = 0;
  }

  private async drained(): Promise<void> {
    await Promise.all(this.queues.values());
    await Promise.all([...this.slots.values()].map(({ session }) => session.drained()));
  }

  private async openInTurn(
    hello: Hello,
    connection: UplinkConnection,
    { userId, keyId }: Device,
  ): Promise<UplinkSession | EndedBefore> {
    const { store, nowUs } = this.context;
    const { sessionId } = hello;
    const held = this.slots.get(sessionId);
    if (held !== undefined && held.session.identity.userId === userId) {
      held.linger?.unsubscribe();
      held.connection?.close(CLOSE_CODES.replaced, "replaced");
      held.linger?.unsubscribe();
      // What the old socket sent is on its way: then the store knows all of it.
      await held.session.settled();
    }
    let goesOn = false;
    try {
      const opened = await this.openInStore({ ...hello, userId, openedUs: nowUs() });
      if ("ledgers" in opened) return opened;
      const info = opened.created ? undefined : await store.session(sessionId);
      checkSameStreams(info?.streams ?? [], hello.streams);
      goesOn = held !== undefined && isSame(held.session, opened, info?.streams ?? hello.streams);
      if (held !== undefined && goesOn) {
        held.connection = connection;
        held.keyId = keyId;
        return held.session;
      }
      return await this.begin(hello, connection, { userId, keyId }, opened, info);
    } finally {
      if (held?.session.identity.userId === userId && !goesOn) this.forget(sessionId, held.session);
    }
  }

  private async begin(
    hello: Hello,
    connection: UplinkConnection,
    { userId, keyId }: { userId: string; keyId: string | undefined },
    opened: OpenedSession,
    info: SessionInfo | undefined,
  ): Promise<UplinkSession> {
    const { sessionId } = hello;
    const session = new UplinkSession(
      this.context,
      {
        sessionId,
        userId,
        deviceModel: info?.deviceModel ?? hello.deviceModel,
        openedUs: info?.openedUs ?? this.context.nowUs(),
        streams: info?.streams ?? hello.streams,
      },
      opened,
    );
    await session.begin(opened);
    this.keep(sessionId, { session, connection, linger: undefined, keyId });
    return session;
  }

  private async openInStore(opening: {
    sessionId: string;
    userId: string;
    deviceModel: string;
    appVersion: string;
    streams: Stream[];
    openedUs: number;
  }): Promise<OpenedSession | EndedBefore> {
    const { store } = this.context;
    try {
      return await store.openSession(opening);
    } catch (thrown) {
      const error = toProtocolError(thrown);
      if (error.code !== "session_ended") throw error;
      return await this.tellEndAgain(opening.sessionId, opening.userId);
    }
  }

  /** The process may have died between the end in the store and the end in the actor. */
  private async tellEndAgain(sessionId: string, userId: string): Promise<EndedBefore> {
    const { store, tellSession, log, nowUs } = this.context;
    const ledgers = await store.ledger(sessionId);
    const info = await store.session(sessionId);
    const { command, id, payload } = endSession(sessionId, info?.endedUs ?? nowUs(), ledgers);
    await tellSession(userId, command, id, payload).catch((err: unknown) =>
      log.warn({ userId, sessionId, err }, "The end of a session could not be told again"),
    );
    return { ledgers };
  }

  private checkRoom(sessionId: string, userId: string): void {
    const { limits } = this.context;
    const ofUser = connectedBut(sessionId, this.slotsOfUser.get(userId) ?? []);
    if (ofUser >= limits.sessionsPerUser) {
      throw new ProtocolError("too_many_requests", `${ofUser} sessions are open; one more is too many.`);
    }
    if (
      this.slots.size >= limits.sessions &&
      connectedBut(sessionId, this.slots.values()) >= limits.sessions
    ) {
      throw new ProtocolError("busy", "No more sessions can be taken now.", { retryAfterMs: 10_000 });
    }
  }

  /** A session has lingered without a socket. */
  private async letGo(slot: Slot): Promise<void> {
    const { userId, sessionId } = slot.session.identity;
    await this.inTurn(sessionId, async () => {
      if (slot.connection !== undefined || !slot.session.isOpen) return;
      await slot.session.leave().catch((err: unknown) => {
        this.context.log.warn(
          { userId, sessionId, err },
          "The last windows of a session wait for its device",
        );
      });
      this.forget(sessionId, slot.session);
    });
  }

  private forget(sessionId: string, session: UplinkSession): void {
    session.dispose();
    const slot = this.slots.get(sessionId);
    if (slot?.session !== session) return;
    this.slots.delete(sessionId);
    this.drop(slot);
    this.context.counts.sessions = this.slots.size;
  }

  private keep(sessionId: string, slot: Slot): void {
    const { userId } = slot.session.identity;
    const before = this.slots.get(sessionId);
    if (before !== undefined) this.drop(before);
    this.slots.set(sessionId, slot);
    this.context.counts.sessions = this.slots.size;
    const ofUser = this.slotsOfUser.get(userId);
    if (ofUser === undefined) this.slotsOfUser.set(userId, new Set([slot]));
    else ofUser.add(slot);
  }

  private drop(slot: Slot): void {
    const { userId } = slot.session.identity;
    const ofUser = this.slotsOfUser.get(userId);
    ofUser?.delete(slot);
    if (ofUser?.size === 0) this.slotsOfUser.delete(userId);
  }

  private inTurn<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(sessionId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.queues.set(sessionId, settled);
    void settled.then(() => {
      if (this.queues.get(sessionId) === settled) this.queues.delete(sessionId);
    });
    return mine;
  }
}

/** Of these, the ones with a socket, without one session. */
function connectedBut(sessionId: string, slots: Iterable<Slot>): number {
  let count = 0;
  for (const { session, connection } of slots) {
    if (connection !== undefined && session.identity.sessionId !== sessionId) count++;
  }
  return count;
}

function isSame(session: UplinkSession, opened: OpenedSession, streams: readonly Stream[]): boolean {
  return (
    session.isOpen &&
    session.identity.streams.length === streams.length &&
    JSON.stringify(held(session.positions)) === JSON.stringify(held(opened.positions))
  );
}

/** Streams of which nothing is held are left out by one and named by another. */
function held(positions: readonly Position[]): readonly (readonly number[])[] {
  return positions
    .filter((position) => position.nextSeq > 0 || position.held.length > 0)
    .sort((a, b) => a.stream - b.stream)
    .map(({ stream, nextSeq, held }) => [
      stream,
      nextSeq,
      ...held.flatMap(({ firstSeq, count }) => [firstSeq, count]),
    ]);
}

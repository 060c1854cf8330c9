/** One socket of a device: Hello first, then its session's frames. A refusal closes this socket and nothing else. */
import { CLOSE_CODES, type CloseCode } from "@trajectory/protocols/close-codes.ts";
import { uplinkDownCodec } from "@trajectory/protocols/codec.ts";
import { type ErrorCode, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { End, Hello, Ledger, Position, UplinkDown } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import type { DeviceConnection, DeviceSocket } from "./device-socket.ts";
import type { SessionPeer, UplinkSession } from "./session.ts";
import { type UplinkFrame, checkHello, decodeFrame } from "./validate.ts";

/** A session that had ended before: what became of its samples. */
export interface EndedBefore {
  ledgers: Ledger[];
}

/** What the connection needs of the uplink. */
export interface ConnectionHost {
  nowUs(): number;
  bufferedBytes: number;
  /** @throws ProtocolError why the session may not be opened */
  open(hello: Hello, connection: UplinkConnection, token: string): Promise<UplinkSession | EndedBefore>;
  end(session: UplinkSession, end: End): Promise<Ledger[]>;
  /** The connection is over, for whatever reason. Called once. */
  left(connection: UplinkConnection, session: UplinkSession | undefined): void;
  refused(error: ProtocolError, connection: UplinkConnection): void;
}

const NORMAL_CLOSURE = 1000;

const CLOSE_CODE_OF: Partial<Record<ErrorCode, CloseCode>> = {
  token_refused: CLOSE_CODES.unauthorized,
  key_scope: CLOSE_CODES.unauthorized,
  account_deleted: CLOSE_CODES.accountDeleted,
  credit_exceeded: CLOSE_CODES.flooding,
  internal: CLOSE_CODES.internal,
  store_unavailable: CLOSE_CODES.internal,
  busy: CLOSE_CODES.internal,
};

export class UplinkConnection implements DeviceConnection, SessionPeer {
  /** Set when a session is open on it; for the log. */
  session: UplinkSession | undefined;
  private readonly host: ConnectionHost;
  private readonly socket: DeviceSocket;
  private readonly token: string;
  private state: "greeting" | "opening" | "open" | "ending" | "closed" = "greeting";

  constructor(host: ConnectionHost, socket: DeviceSocket, token: string) {
    this.host = host;
    this.socket = socket;
    this.token = token;
  }

  receive(bytes: Uint8Array): void {
    if (this.state === "closed") return;
    try {
      this.handle(decodeFrame(bytes));
    } catch (error) {
      this.fail(toProtocolError(error));
    }
  }

  closed(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.host.left(this, this.session);
  }

  acknowledge(positions: Position[], credit: number): void {
    this.send({ ack: { positions, credit } });
  }

  fail(error: ProtocolError, code: CloseCode = CLOSE_CODE_OF[error.code] ?? CLOSE_CODES.refused): void {
    if (this.state === "closed") return;
    this.host.refused(error, this);
    const body = error.toBody();
    this.send({
      refusal: {
        code: body.code,
        message: body.message,
        hint: body.hint,
        retryAfterMs: body.retryAfterMs ?? 0,
      },
    });
    this.close(code, error.code);
  }

  /** Hello did not come. */
  helloTimedOut(): void {
    if (this.state !== "greeting") return;
    this.fail(new ProtocolError("hello_expected", "Hello did not come in time."), CLOSE_CODES.helloTimeout);
  }

  close(code: number, reason: string): void {
    if (this.state === "closed") return;
    this.socket.close(code, reason);
    this.closed();
  }

  private handle(frame: UplinkFrame): void {
    if ("clockPing" in frame && this.state !== "greeting") {
      const now = this.host.nowUs();
      const { id, t0Us } = frame.clockPing;
      this.send({ clockPong: { id, t0Us, t1Us: now, t2Us: this.host.nowUs() } });
      return;
    }
    if (this.state === "greeting") {
      if (!("hello" in frame)) throw new ProtocolError("hello_expected", "The first message is not Hello.");
      checkHello(frame.hello);
      this.state = "opening";
      void this.open(frame.hello);
      return;
    }
    if ("hello" in frame) throw new ProtocolError("hello_repeated", "Hello came twice.");
    // The answer to a ping may have crossed its End.
    if (this.state === "ending" && "clockExchange" in frame) return;
    if (this.state === "ending") throw new ProtocolError("session_ended", "Nothing may follow End.");
    if (this.session === undefined) throw new ProtocolError("credit_exceeded", "Wait for Welcome.");
    this.handleInSession(frame, this.session);
  }

  private handleInSession(frame: Exclude<UplinkFrame, { hello: Hello }>, session: UplinkSession): void {
    if ("block" in frame) session.takeBlock(frame.block);
    else if ("drop" in frame) session.takeDrop(frame.drop);
    else if ("clockExchange" in frame) session.takeClock(frame.clockExchange);
    else if ("end" in frame) {
      this.state = "ending";
      void this.end(session, frame.end);
    }
  }

  private async open(hello: Hello): Promise<void> {
    try {
      const opened = await this.host.open(hello, this, hello.token === "" ? this.token : hello.token);
      if ("ledgers" in opened) {
        // Its End may have lost its answer: the answer again, then why nothing more is taken.
        this.send({ ended: { ledgers: opened.ledgers } });
        throw new ProtocolError("session_ended", "This session has ended.");
      }
      if (this.isClosed()) {
        this.host.left(this, opened);
        return;
      }
      this.session = opened;
      this.state = "open";
      opened.attach(this);
      const { positions, credit } = opened;
      this.send({ welcome: { protocolVersion: PROTOCOL_VERSION, positions, credit } });
    } catch (error) {
      this.fail(toProtocolError(error));
    }
  }

  private async end(session: UplinkSession, end: End): Promise<void> {
    try {
      this.send({ ended: { ledgers: await this.host.end(session, end) } });
      this.close(NORMAL_CLOSURE, "ended");
    } catch (error) {
      this.fail(toProtocolError(error));
    }
  }

  private isClosed(): boolean {
    return this.state === "closed";
  }

  private send(message: UplinkDown): void {
    if (this.state === "closed") return;
    if (this.socket.bufferedAmount > this.host.bufferedBytes) {
      this.close(CLOSE_CODES.flooding, "reads too slowly");
      return;
    }
    this.socket.send(uplinkDownCodec.encode(message));
  }
}

/**
 * What one socket is told of a session's blocks: the credit it may use, and what is stored.
 *
 * Blocks that are committed together are acknowledged together. While `isHeld` says so, nothing is acknowledged, and
 * the device stops by itself when its credit is used up: this is how a slow store or actor bounds what is in memory.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Position } from "@trajectory/protocols/messages.ts";

export interface AcknowledgerOptions {
  /** Blocks that may be unacknowledged at most. */
  mostCredit: number;
  /** The credit that is told. */
  credit: () => number;
  isHeld: () => boolean;
  positionOf: (stream: number) => Position | undefined;
  send: (positions: Position[], credit: number) => void;
}

export class Acknowledger {
  private readonly options: AcknowledgerOptions;
  /** Streams whose position has changed since the last Ack. */
  private readonly changed = new Set<number>();
  /** Blocks received that no Ack has covered, and those of them that the store does not have yet. */
  private unacknowledged = 0;
  private pending = 0;
  private queued = false;
  private isStopped = false;

  constructor(options: AcknowledgerOptions) {
    this.options = options;
  }

  /** A new socket: what the old one was not told does not count. */
  restart(): void {
    this.unacknowledged = 0;
  }

  stop(): void {
    this.isStopped = true;
  }

  /** @throws ProtocolError `credit_exceeded` */
  received(): void {
    const { mostCredit } = this.options;
    if (this.unacknowledged >= mostCredit) {
      throw new ProtocolError("credit_exceeded", `More than ${mostCredit} blocks are not acknowledged.`);
    }
    this.unacknowledged++;
  }

  toStore(): void {
    this.pending++;
  }

  stored(): void {
    this.pending--;
  }

  changedIn(stream: number): void {
    this.changed.add(stream);
    if (this.queued || this.options.isHeld()) return;
    this.queued = true;
    queueMicrotask(() => {
      this.queued = false;
      this.acknowledge();
    });
  }

  /** What held it back may be over. */
  release(): void {
    if (!this.options.isHeld()) this.acknowledge();
  }

  private acknowledge(): void {
    if (this.changed.size === 0 || this.isStopped) return;
    const positions = [...this.changed].flatMap((stream) => this.options.positionOf(stream) ?? []);
    this.changed.clear();
    this.unacknowledged = this.pending;
    this.options.send(positions, this.options.credit());
  }
}

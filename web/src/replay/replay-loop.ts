/** The frame loop of a replay: moves the cursor while it plays, and draws all charts around it. */
import type { ChartLoop, Frame, ReplayFrame } from "../charts/frame-loop.ts";
import type { Tape } from "./tape.ts";
import { type Transport, viewOf } from "./transport.ts";

export interface Compared {
  tape: Tape;
  /** Added to its times they are those of the first session, s. */
  shift: number;
}

export interface ReplayLoopDependencies {
  requestFrame(callback: (ms: number) => void): number;
  cancelFrame(handle: number): void;
}

/** Charts that stand still take their new range at once, s. */
const AT_ONCE = 60;

export class ReplayLoop implements ChartLoop {
  readonly transport: Transport;
  readonly tape: Tape;
  readonly #deps: ReplayLoopDependencies;
  readonly #drawers = new Set<(frame: Frame) => void>();
  #handle: number | undefined;
  #last: number | undefined;
  #cursor: number;
  #forward = 1;
  #span = 30;
  #marks: Frame["marks"] = [];
  #other: Compared | undefined;

  constructor(transport: Transport, tape: Tape, deps: ReplayLoopDependencies) {
    this.transport = transport;
    this.tape = tape;
    this.#deps = deps;
    this.#cursor = transport.cursor;
  }

  /** Listens to the hand on the replay, and to pieces that come; the returned function ends it. */
  start(): () => void {
    const wake = (): void => this.wake();
    const stop = [this.transport.subscribe(wake), this.tape.subscribe(wake)];
    this.wake();
    return () => {
      for (const end of stop) end();
      if (this.#handle !== undefined) this.#deps.cancelFrame(this.#handle);
      this.#handle = undefined;
    };
  }

  add(draw: (frame: Frame) => void): () => void {
    this.#drawers.add(draw);
    this.wake();
    return () => this.#drawers.delete(draw);
  }

  wake(): void {
    this.#handle ??= this.#deps.requestFrame((ms) => this.#run(ms));
  }

  pause(): void {
    if (this.transport.playing) this.transport.pause();
  }

  /** Who has read point by point goes on by hand. */
  resume(): void {}

  /** What is drawn beside the session itself. @param span s shown */
  show(span: number, marks: Frame["marks"], other: Compared | undefined): void {
    this.#span = span;
    this.#marks = marks;
    this.#other = other;
    this.wake();
  }

  #run(ms: number): void {
    this.#handle = undefined;
    const { transport, tape } = this;
    const elapsed = this.#last === undefined ? 0 : (ms - this.#last) / 1_000;
    transport.advance(elapsed);
    const { cursor, loop, playing } = transport;
    if (cursor !== this.#cursor) this.#forward = cursor - this.#cursor;
    this.#cursor = cursor;
    const { from, to } = viewOf(transport, this.#span);
    const frame: Frame = {
      signals: tape.shown(from, to, cursor, this.#forward),
      edge: to,
      elapsed: playing ? elapsed : AT_ONCE,
      marks: this.#marks,
      replay: { cursor, loop, other: this.#otherAt(from, to, cursor) },
    };
    for (const draw of this.#drawers) draw(frame);
    this.#last = playing ? ms : undefined;
    if (playing) this.wake();
  }

  #otherAt(from: number, to: number, cursor: number): ReplayFrame["other"] {
    if (this.#other === undefined) return undefined;
    const { tape, shift } = this.#other;
    return { signals: tape.shown(from - shift, to - shift, cursor - shift, this.#forward), shift };
  }
}

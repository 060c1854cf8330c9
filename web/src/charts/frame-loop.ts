/**
 * One animation-frame loop for all charts of a page. It decides the right edge of all of them, so that they share
 * their time axis, and sleeps while nothing arrives.
 */
import type { Playout } from "./playout.ts";
import type { ShownSignals } from "./shown-signals.ts";

export interface Frame {
  signals: ShownSignals | undefined;
  /** Right edge of the charts, s since the Unix epoch; undefined before the first sample. */
  edge: number | undefined;
  /** s since the frame before. */
  elapsed: number;
  /** Named moments, drawn over the lines. */
  marks: readonly Mark[];
  /** What a replay draws over the lines. */
  replay?: ReplayFrame;
}

export interface Mark {
  /** s since the Unix epoch, as all times here. */
  time: number;
  name: string;
}

export interface ReplayFrame {
  cursor: number;
  loop: { from: number; to: number } | undefined;
  /** Another session, whose times plus `shift` are those of the first. */
  other: { signals: ShownSignals; shift: number } | undefined;
}

/** What a chart needs of the loop that draws it. */
export interface ChartLoop {
  /** Draws with every frame until the returned function is called. */
  add(draw: (frame: Frame) => void): () => void;
  wake(): void;
  /** Stands still while somebody reads point by point. */
  pause(): void;
  resume(): void;
}

export interface FrameLoopDependencies {
  signals(): (ShownSignals & { playout: Playout }) | undefined;
  /** Calls back when something has arrived. */
  onArrival(listener: () => void): () => void;
  requestFrame(callback: (ms: number) => void): number;
  cancelFrame(handle: number): void;
  /** ms */
  now(): number;
  /** False where the person wants no motion: the edge then follows in steps. */
  smooth(): boolean;
}

/** Without arrivals the loop sleeps after this, ms. */
const AWAKE_MS = 4_000;

export class FrameLoop implements ChartLoop {
  readonly #deps: FrameLoopDependencies;
  readonly #drawers = new Set<(frame: Frame) => void>();
  readonly #pauseListeners = new Set<() => void>();
  #handle: number | undefined;
  #last: number | undefined;
  #awakeUntil = 0;
  #edge: number | undefined;
  #pausedAt: number | undefined;
  #marks: readonly Mark[] = [];
  #stopListening: () => void = () => {};

  constructor(deps: FrameLoopDependencies) {
    this.#deps = deps;
  }

  add(draw: (frame: Frame) => void): () => void {
    this.#drawers.add(draw);
    if (this.#drawers.size === 1) this.#stopListening = this.#deps.onArrival(() => this.wake());
    this.wake();
    return () => {
      this.#drawers.delete(draw);
      if (this.#drawers.size > 0) return;
      this.#stopListening();
      if (this.#handle !== undefined) this.#deps.cancelFrame(this.#handle);
      this.#handle = undefined;
    };
  }

  wake(): void {
    this.#awakeUntil = this.#deps.now() + AWAKE_MS;
    if (this.#handle === undefined && this.#drawers.size > 0) this.#request();
  }

  /** The edge at which the charts stand still; undefined while they move. */
  readonly pausedAt = (): number | undefined => this.#pausedAt;

  readonly onPause = (listener: () => void): (() => void) => {
    this.#pauseListeners.add(listener);
    return () => this.#pauseListeners.delete(listener);
  };

  pause(): void {
    if (this.#edge === undefined || this.#pausedAt !== undefined) return;
    this.#setPaused(this.#edge);
  }

  /** Stands still at another time. */
  scrub(edge: number): void {
    this.#setPaused(edge);
  }

  resume(): void {
    this.#setPaused(undefined);
  }

  /** Named moments that are drawn from now on. */
  mark(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.wake();
  }

  #setPaused(edge: number | undefined): void {
    this.#pausedAt = edge;
    for (const listener of this.#pauseListeners) listener();
    this.wake();
  }

  #request(): void {
    this.#handle = this.#deps.requestFrame((ms) => this.#run(ms));
  }

  #run(ms: number): void {
    this.#handle = undefined;
    const elapsed = this.#last === undefined ? 0 : (ms - this.#last) / 1000;
    this.#last = ms;
    const signals = this.#deps.signals();
    const live = signals?.playout.edge(ms / 1000, this.#deps.smooth());
    this.#edge = this.#pausedAt ?? live;
    for (const draw of this.#drawers) draw({ signals, edge: this.#edge, elapsed, marks: this.#marks });
    if (this.#deps.now() < this.#awakeUntil && this.#drawers.size > 0) this.#request();
    else this.#last = undefined;
  }
}

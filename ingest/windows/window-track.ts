/** What is known of the windows of one kind in a session: which are closed, and what was last said about each. */
import { type WindowSpec, endOf, firstIndexAt } from "./kinds.ts";

export interface Known {
  revision: number;
  fingerprint: number;
}

export class WindowTrack {
  readonly spec: WindowSpec;
  /** Windows below it are closed. Undefined before the first sample. */
  next: number | undefined;
  /** Nothing before this time is held any more (µs): windows that reach behind it cannot be computed here. */
  floorUs = Number.NEGATIVE_INFINITY;
  private readonly known = new Map<number, Known>();

  constructor(spec: WindowSpec) {
    this.spec = spec;
  }

  knownAt(index: number): Known | undefined {
    return this.known.get(index);
  }

  remember(index: number, known: Known): void {
    this.known.set(index, known);
  }

  begin(us: number): void {
    this.next ??= Math.max(firstIndexAt(this.spec, us), this.firstComputable());
  }

  /** True where all samples of the window that ever came are held. */
  isComputable(index: number): boolean {
    return this.reachStart(index) >= this.floorUs;
  }

  /** Indexes of the windows that samples of a span belong to or are looked back on. */
  affected(fromUs: number, toUs: number, reachUs: number): { first: number; last: number } {
    const behind = Math.max(0, reachUs - this.spec.lengthUs);
    return {
      first: firstIndexAt(this.spec, fromUs),
      last: Math.floor((toUs + behind) / this.spec.hopUs),
    };
  }

  /** Raises the floor and forgets what was said about windows that reach below it. */
  raiseFloor(us: number): void {
    if (us <= this.floorUs) return;
    this.floorUs = us;
    for (const index of this.known.keys()) {
      if (this.isComputable(index)) break;
      this.known.delete(index);
    }
  }

  private reachStart(index: number): number {
    return endOf(this.spec, index) - this.spec.reachUs;
  }

  private firstComputable(): number {
    if (this.floorUs === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    const { lengthUs, reachUs, hopUs } = this.spec;
    return Math.ceil((this.floorUs + reachUs - lengthUs) / hopUs);
  }
}

/** The hand on a replay: where it is, whether it moves, how fast, and the range that it repeats. Times in s. */

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20] as const;

export interface Range {
  from: number;
  to: number;
}

/** A loop shorter than this would stand still. */
const LEAST_LOOP = 0.1;

export class Transport {
  readonly first: number;
  readonly last: number;
  readonly #listeners = new Set<() => void>();
  #cursor: number;
  #playing = false;
  #speed = 1;
  #loop: Range | undefined;

  /** Of a session from its first to its last sample. */
  constructor(first: number, last: number) {
    this.first = first;
    this.last = Math.max(first, last);
    this.#cursor = first;
  }

  /** Calls back when something changed by hand, or it came to the end; not for each step of playing. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get cursor(): number {
    return this.#cursor;
  }

  get playing(): boolean {
    return this.#playing;
  }

  get speed(): number {
    return this.#speed;
  }

  get loop(): Range | undefined {
    return this.#loop;
  }

  /** Moves on while it plays. @param elapsed s of the wall */
  advance(elapsed: number): void {
    if (!this.#playing) return;
    const loop = this.#loop;
    const next = this.#cursor + elapsed * this.#speed;
    const end = loop !== undefined && this.#cursor < loop.to ? loop.to : this.last;
    if (next < end) {
      this.#cursor = next;
      return;
    }
    if (loop !== undefined && end === loop.to) {
      this.#cursor = loop.from + ((next - loop.from) % (loop.to - loop.from));
      return;
    }
    this.#cursor = this.last;
    this.#playing = false;
    this.#tell();
  }

  /** From the end it begins anew. */
  play(): void {
    if (this.#cursor >= this.last) this.#cursor = this.#loop?.from ?? this.first;
    this.#playing = true;
    this.#tell();
  }

  pause(): void {
    this.#playing = false;
    this.#tell();
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  seek(time: number): void {
    this.#cursor = this.#inside(time);
    this.#tell();
  }

  setSpeed(speed: number): void {
    this.#speed = Math.min(20, Math.max(0.1, speed));
    this.#tell();
  }

  /** To the next of SPEEDS. */
  faster(by: 1 | -1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.#speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? this.#speed);
  }

  /** Undefined: no loop. One that is too short is none. */
  setLoop(loop: Range | undefined): void {
    const inside =
      loop === undefined ? undefined : { from: this.#inside(loop.from), to: this.#inside(loop.to) };
    this.#loop = inside !== undefined && inside.to - inside.from >= LEAST_LOOP ? inside : undefined;
    this.#tell();
  }

  /** One end of the loop at the cursor; the other one stays, or is the end of the session. */
  markLoop(end: "from" | "to"): void {
    const { from, to } = this.#loop ?? { from: this.first, to: this.last };
    this.setLoop(
      end === "from"
        ? { from: this.#cursor, to: to > this.#cursor ? to : this.last }
        : { from: from < this.#cursor ? from : this.first, to: this.#cursor },
    );
  }

  #inside(time: number): number {
    return Math.min(this.last, Math.max(this.first, time));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** What charts of `span` show: the cursor in the middle, except near the ends of the session. */
export function viewOf(
  { first, last, cursor }: Pick<Transport, "first" | "last" | "cursor">,
  span: number,
): Range {
  const to = Math.min(Math.max(cursor + span / 2, first + span), Math.max(last, first + span));
  return { from: to - span, to };
}

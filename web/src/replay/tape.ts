/**
 * A past session as charts read it: samples near the cursor, roll-ups from afar, loaded piece by piece around what is
 * shown. Holds at most some minutes of samples and a few pieces of each roll-up, however long the session is.
 */
import type { Overview, PastBlock, PastSession, PastWindow, Place, Span } from "../api/signals.ts";
import { featuresOf, samplesOf } from "./close-tile.ts";
import { closeSignals, farSignals, type CloseTile, type PastSignals } from "./past-signals.ts";
import { TileCache } from "./tile-cache.ts";

export interface TapeDependencies {
  blocks(place: Place, span: Span, signal: AbortSignal): Promise<readonly PastBlock[]>;
  windows(place: Place, span: Span, signal: AbortSignal): Promise<readonly PastWindow[]>;
  overview(place: Place, span: Span, points: number, signal: AbortSignal): Promise<Overview>;
  /** ms */
  now(): number;
  /** Calls back once; the returned function cancels. */
  setTimer(ms: number, callback: () => void): () => void;
}

/** Charts of up to this many seconds show samples. */
export const CLOSE_SPAN_S = 60;
const CLOSE_TILE_S = 15;
const MOST_CLOSE = 20;
/** Lengths of the pieces of roll-ups, s: steps of 1, 4 and 30 s. */
const FAR_TILES_S = [900, 3_600, 27_000];
const FAR_POINTS = 900;
const MOST_FAR = 4;
/** The longest window, s: those that end in a piece began at most so much before it. */
const LONGEST_WINDOW_S = 64;

interface LoadedTile extends CloseTile {
  windows: readonly PastWindow[];
}

export class Tape {
  readonly session: PastSession;
  /** From afar. */
  readonly overview: Overview;
  /** Stamps of the first and the last sample, s. */
  readonly first: number;
  readonly last: number;
  readonly #listeners = new Set<() => void>();
  readonly #whole: PastSignals;
  readonly #close: TileCache<LoadedTile>;
  readonly #far: readonly { length: number; tiles: TileCache<Overview> }[];
  /** What was joined last, by what it was for. */
  readonly #joined = new Map<"shown" | "near" | "far", { key: string; signals: PastSignals }>();

  /** @param whole the overview of the whole session, which has samples */
  constructor(place: Place, session: PastSession, whole: Overview, deps: TapeDependencies) {
    this.session = session;
    this.overview = whole;
    this.first = (whole.first ?? 0) / 1_000;
    this.last = (whole.last ?? 0) / 1_000;
    this.#whole = farSignals(session.sessionId, session.streams, [whole]);
    const clock = {
      now: () => deps.now(),
      setTimer: (ms: number, callback: () => void) => deps.setTimer(ms, callback),
    };
    const tell = (): void => {
      for (const listener of this.#listeners) listener();
    };
    this.#close = new TileCache<LoadedTile>({
      most: MOST_CLOSE,
      inFlight: 3,
      perSecond: 6,
      ...clock,
      onChange: tell,
      load: async (index, signal) => {
        const span = this.#spanOf(index, CLOSE_TILE_S);
        const [blocks, windows] = await Promise.all([
          deps.blocks(place, span, signal),
          deps.windows(place, { ...span, from: span.from - LONGEST_WINDOW_S * 1_000 }, signal),
        ]);
        const ended = windows.filter(({ t1 }) => t1 >= span.from && t1 < span.to);
        return { samples: samplesOf(session.streams, blocks), features: featuresOf(ended), windows: ended };
      },
    });
    // Roll-ups finer than those of the whole session.
    this.#far = FAR_TILES_S.filter((length) => length < this.last - this.first).map((length) => ({
      length,
      tiles: new TileCache<Overview>({
        most: MOST_FAR,
        inFlight: 2,
        perSecond: 3,
        ...clock,
        onChange: tell,
        load: (index, signal) => deps.overview(place, this.#spanOf(index, length), FAR_POINTS, signal),
      }),
    }));
  }

  /** Calls back when a piece has come. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Why pieces are missing; undefined while all come. */
  get error(): unknown {
    return this.#close.error ?? this.#far.find(({ tiles }) => tiles.error !== undefined)?.tiles.error;
  }

  /** Pieces held, for whoever watches the bound. */
  get held(): number {
    return this.#close.size + this.#far.reduce((sum, { tiles }) => sum + tiles.size, 0);
  }

  close(): void {
    this.#close.close();
    for (const { tiles } of this.#far) tiles.close();
  }

  /**
   * What there is for charts that show [from, to], s, and what is loaded next for them.
   * @param forward which way the cursor goes, 1 or −1
   */
  shown(from: number, to: number, cursor: number, forward: number): PastSignals {
    const isClose = to - from <= CLOSE_SPAN_S;
    this.#wantClose(isClose ? [from, to] : [cursor, cursor], cursor, forward);
    if (!isClose) return this.#farShown(from, to);
    const near = this.#assemble("shown", from, to);
    return near === undefined || near.isEmpty ? this.#farShown(from, to) : near;
  }

  /** Samples around the cursor, to read values from; undefined while they are not here. */
  near(cursor: number): PastSignals | undefined {
    const near = this.#assemble("near", cursor - 1, cursor + 1);
    return near === undefined || near.isEmpty ? undefined : near;
  }

  /** The newest window of a kind that has ended at the cursor. */
  windowAt(kind: "motion" | "heart", cursor: number): PastWindow | undefined {
    let found: PastWindow | undefined;
    for (const index of this.#indexes(cursor - CLOSE_TILE_S, cursor)) {
      for (const window of this.#close.get(index)?.windows ?? []) {
        if (window.kind !== kind || window.t1 > cursor * 1_000) continue;
        if (found === undefined || window.t1 > found.t1) found = window;
      }
    }
    return found;
  }

  #farShown(from: number, to: number): PastSignals {
    const level = this.#far.find(({ length }) => to - from <= length);
    if (level === undefined) return this.#whole;
    const { length, tiles } = level;
    const indexes = this.#indexes(from, to, length);
    tiles.want(indexes);
    const loaded = indexes.map((index) => tiles.get(index));
    if (loaded.includes(undefined)) return this.#whole;
    return this.#join("far", `${length} ${indexes.join(" ")}`, () => {
      const parts = loaded.filter((tile) => tile !== undefined);
      return farSignals(this.session.sessionId, this.session.streams, parts);
    });
  }

  #join(what: "shown" | "near" | "far", key: string, make: () => PastSignals): PastSignals {
    const held = this.#joined.get(what);
    if (held?.key === key) return held.signals;
    const signals = make();
    this.#joined.set(what, { key, signals });
    return signals;
  }

  /** What is shown first, then what comes next, then where the newest windows at the cursor may have ended. */
  #wantClose([from, to]: [number, number], cursor: number, forward: number): void {
    const shown = this.#indexes(from, to);
    const here = Math.floor((cursor - this.first) / CLOSE_TILE_S);
    const nearest = shown.toSorted((a, b) => Math.abs(a - here) - Math.abs(b - here));
    const [before = 0, after = 0] = [shown[0], shown.at(-1)];
    const ahead = forward >= 0 ? [after + 1, after + 2] : [before - 1, before - 2];
    const behind = this.#indexes(cursor - CLOSE_TILE_S, cursor).toReversed();
    const newest = Math.floor((this.last - this.first) / CLOSE_TILE_S);
    this.#close.want([...new Set([...nearest, ...ahead, ...behind])].filter((i) => i >= 0 && i <= newest));
  }

  #assemble(what: "shown" | "near", from: number, to: number): PastSignals | undefined {
    const indexes = this.#indexes(from, to);
    const loaded = indexes.map((index) => this.#close.get(index));
    if (loaded.includes(undefined)) return undefined;
    return this.#join(what, indexes.join(" "), () => {
      const parts = loaded.filter((tile) => tile !== undefined);
      return closeSignals(this.session.sessionId, this.session.streams, parts);
    });
  }

  /** Pieces of the session that lie in [from, to]. */
  #indexes(from: number, to: number, length = CLOSE_TILE_S): number[] {
    const last = Math.floor((Math.min(to, this.last) - this.first) / length);
    const first = Math.min(last, Math.max(0, Math.floor((Math.max(from, this.first) - this.first) / length)));
    return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((index) => index >= 0);
  }

  /** In whole ms, so that no block is in two. */
  #spanOf(index: number, length: number): Span {
    const start = Math.floor(this.first * 1_000);
    return { from: start + index * length * 1_000, to: start + (index + 1) * length * 1_000 };
  }
}

/**
 * The windows of one session, from its stored blocks in whatever order they come.
 *
 * What holds in the end, however blocks were cut, lost, repeated or delayed: there is one window for every place of
 * the grid that holds a sample, and its newest revision has the features of exactly the samples in its reach. A
 * window closes when its leading stream has passed its end; later samples reopen it. Samples older than the horizon
 * are not answered here but named in `takeRepair`, and are computed again from the store.
 */
import type { Feature, SampleBlock, Stream, Window, WindowKindName } from "@trajectory/protocols/messages.ts";
import { lastStampOf } from "../samples/block.ts";
import { BEAT_CONTEXT_US, type TimeSpan } from "./beat-buffer.ts";
import { fingerprint } from "./fingerprint.ts";
import {
  HORIZON_US,
  PATIENCE_US,
  WINDOW_SPECS,
  type WindowSpec,
  endOf,
  firstIndexAt,
  startOf,
} from "./kinds.ts";
import { SampleRateEstimate } from "@trajectory/engine/signals/sample-rate.ts";
import { SessionSignals, type SourceName } from "./session-signals.ts";
import { WindowTrack } from "./window-track.ts";

/** What a window is made of; the first one that a session has leads: it says when the window is over. */
const SOURCES: Readonly<Record<WindowSpec["name"], readonly SourceName[]>> = {
  screen: ["motion", "rr", "ppg", "heart_rate"],
  motion: ["motion", "gesture"],
  heart: ["rr", "ppg", "heart_rate"],
};

/** Sources that sample by a clock of their own. */
const EVEN_SOURCES = ["motion", "ppg"] as const satisfies SourceName[];

interface Kind {
  track: WindowTrack;
  lead: SourceName;
  sources: SourceName[];
  /** Since the last tick. */
  leadHeard: boolean;
  othersHeard: boolean;
  /** False while the leading stream is silent and others go on: then they say when a window is over. */
  isLed: boolean;
}

export interface SessionWindowsOptions {
  sessionId: string;
  streams: readonly Stream[];
  /** A window that is new or has changed. Its clock error is left to the caller. */
  onWindow: (window: Window) => void;
  /** What a rebuild found just as it is known; told to the actors again, under the same command id. */
  onSame?: (window: Window) => void;
  /** Windows close so much later, until `catchUp`. */
  lagUs?: number;
  /** Default: all. */
  kinds?: readonly WindowKindName[];
  /** Whether the screen's windows are wanted now; those that end while they are not are left out. Default: always. */
  forScreen?: () => boolean;
}

export class SessionWindows {
  private readonly options: SessionWindowsOptions;
  private readonly signals: SessionSignals;
  private readonly kinds: Kind[];
  private readonly kindsOf: ReadonlyMap<SourceName, readonly Kind[]>;
  private readonly newest = new Map<SourceName, number>();
  /** Beside the windows, as clock errors are: what is known of a rate depends on how much was heard. */
  private readonly rates: ReadonlyMap<SourceName, SampleRateEstimate>;
  private repair: TimeSpan | undefined;
  private lagUs: number;

  constructor(options: SessionWindowsOptions) {
    this.lagUs = options.lagUs ?? 0;
    this.options = options;
    this.signals = new SessionSignals(options.streams);
    this.kinds = Object.values(WINDOW_SPECS).flatMap((spec) => {
      if (options.kinds?.includes(spec.name) === false) return [];
      const sources = SOURCES[spec.name].filter((source) => this.signals.has(source));
      const [lead] = sources;
      if (lead === undefined || lead === "gesture") return [];
      return [
        { track: new WindowTrack(spec), lead, sources, leadHeard: false, othersHeard: false, isLed: true },
      ];
    });
    const names = new Set(this.kinds.flatMap(({ sources }) => sources));
    this.rates = new Map(
      EVEN_SOURCES.flatMap((source) => {
        const hz = this.signals.nominalHzOf(source);
        return hz > 0 ? [[source, new SampleRateEstimate(hz)]] : [];
      }),
    );
    this.kindsOf = new Map(
      [...names].map((name) => [name, this.kinds.filter(({ sources }) => sources.includes(name))]),
    );
  }

  /**
   * Begins in the middle of a session: blocks will be pushed again from the store.
   * @param fromUs windows that end before it are left alone
   * @param known newest stored revisions
   */
  resume(fromUs: number, known: readonly Window[]): void {
    for (const { track } of this.kinds) {
      track.floorUs = fromUs - track.spec.reachUs;
      for (const window of known) {
        if (window.kind !== track.spec.kind) continue;
        const index = Math.round(window.t0Us / track.spec.hopUs);
        track.remember(index, { revision: window.revision, fingerprint: fingerprint(window.features) });
      }
    }
  }

  /** From which time on the blocks of a stream are needed after `resume`; undefined: the stream is not used. */
  neededFrom(streamId: number): number | undefined {
    const source = this.signals.sourceOf(streamId);
    if (source === undefined) return undefined;
    return this.floorOf(source) - contextOf(source);
  }

  /** Until when the blocks of a stream are needed for all windows that end by a time. */
  neededUntil(streamId: number, us: number): number {
    const source = this.signals.sourceOf(streamId);
    return source === undefined ? us : us + contextOf(source);
  }

  /** Whether this object itself says it when the window changes; older ones are repaired from the store. */
  isLive(window: Window): boolean {
    return this.kinds.some(
      ({ track }) =>
        track.spec.kind === window.kind && track.isComputable(Math.round(window.t0Us / track.spec.hopUs)),
    );
  }

  /** Takes a block that no earlier one overlaps. */
  push(block: SampleBlock): void {
    const source = this.signals.sourceOf(block.stream);
    if (source === undefined || block.dtUs.length === 0) return;
    const mine = this.kindsOf.get(source);
    if (mine === undefined) return;
    this.rates.get(source)?.addAll(block.firstSeq, block.t0Us, block.dtUs);
    // After a jump in time the windows before it are over, and their samples need no longer be held.
    const before = this.newest.get(source);
    if (before !== undefined && block.t0Us > before + PATIENCE_US) this.reach(source, block.t0Us, mine);
    const floorUs = this.floorOf(source);
    if (block.t0Us < floorUs) {
      // Below the floor the neighbours of a beat may be gone: its time is not known here, nor which beats it moves.
      const lastUs = lastStampOf(block);
      this.askRepair(block.t0Us - contextOf(source), lastUs + contextOf(source));
      if (lastUs < floorUs - contextOf(source)) return;
    }
    const span = this.signals.insert(source, block);
    if (span.fromUs > span.toUs) return;
    for (const kind of mine) {
      if (source === kind.lead) kind.isLed = true;
      kind.leadHeard ||= source === kind.lead;
      kind.othersHeard ||= source !== kind.lead;
      kind.track.begin(span.fromUs);
      this.reopen(kind, source, span);
    }
    this.reach(source, Math.max(span.toUs, this.newest.get(source) ?? span.toUs), mine);
  }

  /** The session is over: says every window that holds a sample. */
  flush(): void {
    for (const kind of this.kinds) this.sayOpen(kind);
  }

  /**
   * Says what a stream leaves open that has been silent since the last tick. Such a window is said again, as the next
   * revision, when it is over, if more has come.
   * @returns false when nothing at all was heard
   */
  tick(): boolean {
    let heard = false;
    for (const kind of this.kinds) {
      heard ||= kind.leadHeard || kind.othersHeard;
      if (!kind.leadHeard) {
        if (kind.othersHeard) kind.isLed = false;
        this.advance(kind);
        this.sayOpen(kind);
      }
      kind.leadHeard = false;
      kind.othersHeard = false;
    }
    return heard;
  }

  /** Closes the windows that end by a time up to which everything was pushed. */
  closeUntil(us: number): void {
    for (const kind of this.kinds) this.close(kind, us);
  }

  /** Ends the lag: closes what is over. */
  catchUp(): void {
    this.lagUs = 0;
    for (const kind of this.kinds) this.advance(kind);
  }

  /** The times whose windows must be computed again from the store; forgotten by asking. */
  takeRepair(): TimeSpan | undefined {
    const { repair } = this;
    this.repair = undefined;
    return repair;
  }

  private newestOf(kind: Kind): number | undefined {
    let newest: number | undefined;
    for (const source of kind.sources) {
      const us = this.newest.get(source);
      if (us !== undefined && (newest === undefined || us > newest)) newest = us;
    }
    return newest;
  }

  /** A stream has come to a time: closes what is over, then forgets what is out of reach. */
  private reach(source: SourceName, us: number, mine: readonly Kind[]): void {
    this.newest.set(source, us);
    for (const kind of mine) {
      this.advance(kind);
      const newest = this.newestOf(kind) ?? us;
      // Never above what `advance` leaves open.
      const held = Math.max(this.leadOf(kind) - HORIZON_US, newest - PATIENCE_US - this.lagUs);
      kind.track.raiseFloor(held - kind.track.spec.reachUs);
    }
    for (const other of this.newest.keys()) this.trim(other);
  }

  private advance(kind: Kind): void {
    const newest = this.newestOf(kind);
    if (newest === undefined) return;
    this.close(kind, Math.max(this.leadOf(kind), newest - PATIENCE_US) - this.lagUs);
  }

  private leadOf(kind: Kind): number {
    const lead = kind.isLed ? this.newest.get(kind.lead) : this.newestOf(kind);
    return lead ?? Number.NEGATIVE_INFINITY;
  }

  private isWanted({ track }: Kind): boolean {
    return track.spec.name !== "screen" || this.options.forScreen?.() !== false;
  }

  private sayOpen(kind: Kind): void {
    const { track, sources } = kind;
    const { spec } = track;
    if (!this.isWanted(kind)) return;
    for (let index = track.next; index !== undefined; index++) {
      const sample = this.firstSample(sources, startOf(spec, index));
      if (sample === Number.POSITIVE_INFINITY) return;
      index = Math.max(index, firstIndexAt(spec, sample));
      if (track.isComputable(index)) this.say(kind, index);
      else this.askRepair(startOf(spec, index), endOf(spec, index) - 1);
    }
  }

  private trim(source: SourceName): void {
    const floor = this.floorOf(source);
    if (floor !== Number.NEGATIVE_INFINITY) {
      this.signals.trim(source, floor - contextOf(source));
    }
  }

  private floorOf(source: SourceName): number {
    let floor = Number.POSITIVE_INFINITY;
    for (const { track } of this.kindsOf.get(source) ?? []) floor = Math.min(floor, track.floorUs);
    return floor;
  }

  private close(kind: Kind, us: number): void {
    const { track, sources } = kind;
    const { spec } = track;
    while (track.next !== undefined && endOf(spec, track.next) <= us) {
      if (!this.isWanted(kind)) {
        track.next = firstIndexAt(spec, us);
        return;
      }
      const from = startOf(spec, track.next);
      const sample = this.firstSample(sources, from);
      const index = Math.max(
        track.next,
        sample === Number.POSITIVE_INFINITY ? track.next : firstIndexAt(spec, sample),
      );
      if (sample === Number.POSITIVE_INFINITY || endOf(spec, index) > us) {
        // Nothing more to close: go on at the first window that is still open.
        track.next = Math.max(track.next, firstIndexAt(spec, us));
        return;
      }
      track.next = index + 1;
      if (track.isComputable(index)) this.say(kind, index);
      else this.askRepair(startOf(spec, index), endOf(spec, index) - 1);
    }
  }

  /** Computes the closed windows again that a span of samples belongs to. */
  private reopen(kind: Kind, source: SourceName, span: TimeSpan): void {
    const { track, lead } = kind;
    // Only the leading stream is looked back on.
    const reach = source === lead ? track.spec.reachUs : track.spec.lengthUs;
    const { first, last } = track.affected(span.fromUs, span.toUs, reach);
    const end = Math.min(last, (track.next ?? first) - 1);
    if (first > end || !this.isWanted(kind)) return;
    for (let index = first; index <= end; index++) {
      if (track.isComputable(index)) this.say(kind, index);
      else this.askRepair(span.fromUs, span.toUs);
    }
  }

  private say({ track, lead }: Kind, index: number): void {
    const { spec } = track;
    const known = track.knownAt(index);
    const features = this.holdsSample(spec, index)
      ? this.signals.featuresOf(spec, index).map(roundFeature)
      : [];
    const print = fingerprint(features);
    if (known === undefined && features.length === 0) return;
    const same = known !== undefined && known.fingerprint === print;
    const revision = known === undefined ? 0 : known.revision + (same ? 0 : 1);
    if (!same) track.remember(index, { revision, fingerprint: print });
    const rate = this.rates.get(lead)?.rate;
    const window: Window = {
      sessionId: this.options.sessionId,
      kind: spec.kind,
      t0Us: startOf(spec, index),
      t1Us: endOf(spec, index),
      revision,
      features,
      clockErrorMs: -1,
      sampleRateHz: rate?.hz ?? 0,
      sampleRateErrorHz: rate?.errorHz ?? 0,
    };
    if (same) this.options.onSame?.(window);
    else this.options.onWindow(window);
  }

  private firstSample(sources: readonly SourceName[], us: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (const source of sources) first = Math.min(first, this.signals.firstAt(source, us));
    return first;
  }

  private holdsSample(spec: WindowSpec, index: number): boolean {
    return this.firstSample(SOURCES[spec.name], startOf(spec, index)) < endOf(spec, index);
  }

  private askRepair(fromUs: number, toUs: number): void {
    this.repair = {
      fromUs: Math.min(fromUs, this.repair?.fromUs ?? fromUs),
      toUs: Math.max(toUs, this.repair?.toUs ?? toUs),
    };
  }
}

/** Intervals are stamped when they arrive, and need their neighbours to be placed in time. */
function contextOf(source: SourceName): number {
  return source === "rr" ? BEAT_CONTEXT_US : 0;
}

/** As it travels: shares have single precision in the messages and in the store. */
function roundFeature(feature: Feature): Feature {
  return {
    ...feature,
    quality: Math.fround(feature.quality),
    coverage: Math.fround(feature.coverage),
    artefactShare: Math.fround(feature.artefactShare),
  };
}

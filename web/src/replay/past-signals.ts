/** Past signals as the charts draw them. */
import type { Stream } from "@trajectory/protocols/messages.ts";
import type { Overview, PastStream } from "../api/signals.ts";
import type { Gap } from "../charts/gaps.ts";
import type { SeriesView } from "../charts/series-buffer.ts";
import type { ShownFeature, ShownSignals, ShownStream } from "../charts/shown-signals.ts";
import { FixedSeries, joined } from "./fixed-series.ts";

/** The windows that are kept come so often, s; those of the live screen are not kept. */
const WINDOW_STEP_S = 5;

export class PastSignals implements ShownSignals {
  readonly id: string;
  readonly features: ReadonlyMap<string, ShownFeature>;
  readonly #streams: readonly ShownStream[];

  constructor(id: string, streams: readonly ShownStream[], features: ReadonlyMap<string, ShownFeature>) {
    this.id = id;
    this.#streams = streams;
    this.features = features;
  }

  streamOf(kind: number): ShownStream | undefined {
    return this.#streams.find(({ stream }) => stream.kind === kind);
  }

  get isEmpty(): boolean {
    return this.#streams.every(({ buffer }) => buffer.length === 0);
  }
}

export interface CloseTile {
  samples: ReadonlyMap<number, SeriesView>;
  features: ReadonlyMap<string, SeriesView>;
}

/** Pieces that follow each other, as one. */
export function closeSignals(
  id: string,
  streams: readonly PastStream[],
  tiles: readonly CloseTile[],
): PastSignals {
  const shown = streams.map((stream) => {
    const parts = tiles.flatMap(({ samples }) => samples.get(stream.id) ?? []);
    const buffer = new FixedSeries(joined(parts, stream.channels.length + 1));
    return { stream: streamOf(stream), buffer, seqColumn: stream.channels.length };
  });
  const names = new Set(tiles.flatMap(({ features }) => [...features.keys()]));
  const features = new Map(
    [...names].map((name) => {
      const parts = tiles.flatMap((tile) => tile.features.get(name) ?? []);
      return [name, { buffer: new FixedSeries(joined(parts, 2)), step: WINDOW_STEP_S }];
    }),
  );
  return new PastSignals(id, shown, features);
}

/** Least and greatest of each step, one after the other: a line through them fills what the samples fill. */
export function farSignals(
  id: string,
  streams: readonly PastStream[],
  overviews: readonly Overview[],
): PastSignals {
  const shown = streams.map((stream) => {
    const rolled = overviews.flatMap((overview) => rolledOf(overview, stream) ?? []);
    const buffer = new FixedSeries(
      joined(
        rolled.map(({ view }) => view),
        stream.channels.length,
      ),
    );
    const step = overviews[0]?.step ?? 1_000;
    const gaps = rolled.flatMap((one) => one.gaps);
    return {
      stream: streamOf(stream),
      buffer,
      seqColumn: stream.channels.length,
      rolled: { step: step / 2_000, gaps },
    };
  });
  const names = new Set(overviews.flatMap(({ features }) => features.map(({ name }) => name)));
  const features = new Map(
    [...names].map((name) => {
      const parts = overviews.flatMap((overview) => featureView(overview, name) ?? []);
      const step = Math.max(WINDOW_STEP_S, (overviews[0]?.step ?? 1_000) / 1_000);
      return [name, { buffer: new FixedSeries(joined(parts, 2)), step }];
    }),
  );
  return new PastSignals(id, shown, features);
}

function rolledOf(overview: Overview, stream: PastStream): { view: SeriesView; gaps: Gap[] } | undefined {
  const own = overview.streams.find((one) => one.stream === stream.id);
  if (own === undefined) return undefined;
  const { bins, missing, min, max } = own;
  const { from, step } = overview;
  const times = new Float64Array(2 * bins.length);
  const columns = stream.channels.map(() => new Float64Array(2 * bins.length));
  const gaps: Gap[] = [];
  bins.forEach((bin, i) => {
    const start = (from + bin * step) / 1_000;
    times[2 * i] = start + step / 4_000;
    times[2 * i + 1] = start + (3 * step) / 4_000;
    columns.forEach((column, channel) => {
      column[2 * i] = min[channel]?.[i] ?? Number.NaN;
      column[2 * i + 1] = max[channel]?.[i] ?? Number.NaN;
    });
    const lost = missing[i] ?? 0;
    const before = bins[i - 1];
    if (before !== undefined && bin > before + 1) {
      const end = (from + (before + 1) * step) / 1_000;
      gaps.push({ from: end, to: start, at: 2 * i, missing: lost, counted: true });
    } else if (lost > 0) {
      const end = start + step / 1_000;
      gaps.push({ from: start, to: end, at: 2 * i, missing: lost, counted: true, partial: true });
    }
  });
  return { view: { times, columns }, gaps };
}

function featureView({ from, step, features }: Overview, name: string): SeriesView | undefined {
  const own = features.find((feature) => feature.name === name);
  if (own === undefined) return undefined;
  return {
    times: Float64Array.from(own.bins, (bin) => (from + (bin + 0.5) * step) / 1_000),
    columns: [Float64Array.from(own.mean), Float64Array.from(own.quality)],
  };
}

function streamOf({ id, kind, channels, nominalHz }: PastStream): Stream {
  return { id, kind, channels, nominalHz };
}

/** The live charts of Now: which stream or feature each draws. */
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { ChartSpec, LineSource } from "../../charts/chart-spec.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import type { Messages } from "../../i18n/en.ts";

/** User acceleration in the order x, y, z, by the names devices give these channels. */
const ACCELERATION = [
  /^(user_?acceleration|acceleration|acc|a)[._]?x$/i,
  /^(user_?acceleration|acceleration|acc|a)[._]?y$/i,
  /^(user_?acceleration|acceleration|acc|a)[._]?z$/i,
];

export function accelerationChart(t: Messages): ChartSpec {
  return {
    id: "acceleration",
    lines: [
      { label: t.signals.x, colour: "--trace-1" },
      { label: t.signals.y, colour: "--trace-2" },
      { label: t.signals.z, colour: "--trace-3" },
    ],
    y: { span: 0.4 },
    digits: 2,
    lineSource: accelerationSource,
  };
}

export function accelerationSource(signals: SessionSignals): LineSource | undefined {
  const track = signals.streamOf(STREAM_KIND_NUMBER.motion);
  if (track === undefined) return undefined;
  const { channels, nominalHz } = track.stream;
  const columns = ACCELERATION.map((name) => channels.findIndex((channel) => name.test(channel)));
  if (columns.includes(-1) || nominalHz <= 0) return undefined;
  return { buffer: track.buffer, columns, period: 1 / nominalHz, seqColumn: track.seqColumn };
}

export function cadenceChart(t: Messages): ChartSpec {
  return {
    id: "cadence",
    graded: true,
    lines: [{ label: t.signals.stepRate, colour: "--trace-3" }],
    y: { floor: 0, ceiling: 120, span: 60 },
    digits: 0,
    lineSource: (signals) => featureSource(signals, "cadence"),
  };
}

export function heartChart(t: Messages): ChartSpec {
  return {
    id: "heart",
    graded: true,
    lines: [{ label: t.signals.heartRate, colour: "--trace-2" }],
    dots: { label: t.signals.beats, colour: "--trace-1" },
    y: { span: 24 },
    digits: 0,
    lineSource: (signals) => featureSource(signals, "hr"),
    dotSource(signals) {
      const track = signals.streamOf(STREAM_KIND_NUMBER.rr);
      return track === undefined
        ? undefined
        : { buffer: track.buffer, column: 0, value: (rr) => 60_000 / rr };
    },
  };
}

/** The 1 s windows come every second. */
function featureSource(signals: SessionSignals, name: string): LineSource | undefined {
  const track = signals.features.get(name);
  return track === undefined
    ? undefined
    : { buffer: track.buffer, columns: [0], period: 1, qualityColumn: 1 };
}

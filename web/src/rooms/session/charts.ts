/** The live charts: which stream or feature each draws. */
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { ChartSpec, LineSource, TraceStyle } from "../../charts/chart-spec.ts";
import type { ShownSignals } from "../../charts/shown-signals.ts";
import type { Messages } from "../../i18n/en.ts";
import { shownUnit, type ShownUnit, type Units } from "../../i18n/units.ts";

type Vector = "userAcceleration" | "acceleration" | "rotationRate" | "gravity";

export function accelerationChart(t: Messages, units: Units): ChartSpec {
  return {
    ...vectorChart("acceleration", "userAcceleration", 0.4, t, shownUnit("g", units)),
    // A device that does not part gravity from it sends the total.
    lineSource: (signals) =>
      vectorSource(signals, "userAcceleration") ?? vectorSource(signals, "acceleration"),
  };
}

export function rotationChart(t: Messages, units: Units): ChartSpec {
  return vectorChart("rotation", "rotationRate", 2, t, shownUnit("rad/s", units));
}

export function gravityChart(t: Messages, units: Units): ChartSpec {
  return vectorChart("gravity", "gravity", 2, t, shownUnit("g", units));
}

export function cadenceChart(t: Messages): ChartSpec {
  return {
    ...featureChart("cadence", { label: t.signals.stepRate, colour: "--trace-3" }),
    y: { floor: 0, ceiling: 120, span: 60 },
    digits: 0,
  };
}

export function regularityChart(t: Messages): ChartSpec {
  return {
    ...featureChart("regularity", { label: t.signals.regularity, colour: "--trace-3" }),
    y: { floor: 0, ceiling: 1, span: 1 },
    digits: 2,
  };
}

export function movementChart(t: Messages): ChartSpec {
  return {
    ...featureChart("move", { label: t.signals.movement, colour: "--trace-1" }),
    y: { floor: 0, span: 2 },
    digits: 1,
  };
}

export function heartChart(t: Messages): ChartSpec {
  return {
    ...featureChart("hr", { label: t.signals.heartRate, colour: "--trace-2" }),
    dots: { label: t.signals.beats, colour: "--trace-1" },
    y: { span: 24 },
    digits: 0,
    dotSource(signals) {
      const track = signals.streamOf(STREAM_KIND_NUMBER.rr);
      return track === undefined || track.rolled !== undefined
        ? undefined
        : { buffer: track.buffer, column: 0, value: (rr) => 60_000 / rr };
    },
  };
}

function vectorChart(
  id: string,
  vector: Vector,
  span: number,
  t: Messages,
  { digits, factor }: ShownUnit,
): ChartSpec {
  return {
    id,
    lines: [
      { label: t.signals.x, colour: "--trace-1" },
      { label: t.signals.y, colour: "--trace-2" },
      { label: t.signals.z, colour: "--trace-3" },
    ],
    y: { span },
    digits,
    factor,
    lineSource: (signals) => vectorSource(signals, vector),
  };
}

/** The three channels of a vector, such as userAcceleration.x; undefined where the device does not send them. */
function vectorSource(signals: ShownSignals, vector: Vector): LineSource | undefined {
  const track = signals.streamOf(STREAM_KIND_NUMBER.motion);
  if (track === undefined || track.stream.nominalHz <= 0) return undefined;
  const columns = ["x", "y", "z"].map((axis) => track.stream.channels.indexOf(`${vector}.${axis}`));
  if (columns.includes(-1)) return undefined;
  const { buffer, stream, seqColumn, rolled } = track;
  if (rolled !== undefined) return { buffer, columns, period: rolled.step, gaps: rolled.gaps };
  return { buffer, columns, period: 1 / stream.nominalHz, seqColumn };
}

/** A feature of the 1 s windows, which come every second, with its quality. */
function featureChart(
  name: string,
  line: TraceStyle,
): Pick<ChartSpec, "id" | "lines" | "graded" | "lineSource"> {
  return {
    id: name,
    lines: [line],
    graded: true,
    lineSource(signals) {
      const track = signals.features.get(name);
      return track === undefined
        ? undefined
        : { buffer: track.buffer, columns: [0], period: track.step ?? 1, qualityColumn: 1 };
    },
  };
}

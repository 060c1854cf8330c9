/** Draws one live chart with uPlot, frame by frame, from buffers. Gaps are shaded and say what is missing in them. */
import uPlot from "uplot";
import type { Format } from "../i18n/format.ts";
import {
  FAINT_BELOW,
  type ChartSpec,
  type DotSource,
  type LineSource,
  type TraceStyle,
} from "./chart-spec.ts";
import { themeColour } from "./colours.ts";
import type { Frame, ReplayFrame } from "./frame-loop.ts";
import { gapsOf, type Gap } from "./gaps.ts";
import { clipped, drawMarks, drawOtherLines, drawReplay, otherLines, type OtherLines } from "./overlay.ts";
import type { SeriesView } from "./series-buffer.ts";
import { roundSteps } from "./ticks.ts";
import { timeAxis } from "./time-axis.ts";
import { YRange } from "./y-range.ts";

const FONT = "12px ui-sans-serif, system-ui, sans-serif";
/** Shortest gap that gets its count written into it, and its count in words, CSS pixels. */
const COUNT_WIDTH = 20;
const LABEL_WIDTH = 60;
/** Opacity of a line where its quality is low. */
const FAINT = 0.4;
const SYNC_KEY = "signals";

interface Span {
  from: number;
  to: number;
}

export interface PlotOptions {
  spec: ChartSpec;
  /** s shown */
  span: number;
  format: Format;
  /** Words in a gap. */
  missingLabel: (count: number) => string;
  /** The time under the cursor, s; null when there is none. */
  onCursor: (time: number | null) => void;
  /** Somebody points at a time, or drags; without it the chart only shows. */
  onSeek?: ((time: number) => void) | undefined;
}

export class LivePlot {
  readonly #options: PlotOptions;
  readonly #plot: uPlot;
  readonly #yRange: YRange;
  #gaps: readonly Gap[] = [];
  #lowQuality: Span[] = [];
  #dots: { view: SeriesView; source: DotSource } | undefined;
  #replay: ReplayFrame | undefined;
  #other: OtherLines | undefined;
  #marks: Frame["marks"] = [];
  #drawn = "";

  constructor(target: HTMLElement, options: PlotOptions) {
    this.#options = options;
    this.#yRange = new YRange(options.spec.y);
    const empty: uPlot.AlignedData = [[], ...options.spec.lines.map(() => [])];
    this.#plot = new uPlot(this.#uplotOptions(target), empty, target);
  }

  resize(width: number, height: number): void {
    if (width > 0) this.#plot.setSize({ width, height });
  }

  /** Draws again with new colours. */
  recolour(): void {
    this.#drawn = "";
    this.#plot.redraw(false, true);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  /** Puts the cursor of this chart, and of those beside it, at a time. */
  pointAt(time: number): void {
    const left = this.#plot.valToPos(time, "x");
    this.#plot.setCursor({ left, top: this.#plot.over.clientHeight / 2 });
  }

  releaseCursor(): void {
    this.#plot.setCursor({ left: -10, top: -10 });
  }

  frame({ signals, edge: exactEdge, elapsed, marks, replay }: Frame): void {
    if (signals === undefined || exactEdge === undefined) return;
    const { spec, span } = this.#options;
    const edge = this.#wholePixels(exactEdge);
    const lines = spec.lineSource(signals);
    const dots = spec.dotSource?.(signals);
    const other = replay?.other === undefined ? undefined : spec.lineSource(replay.other.signals);
    const key =
      `${signals.id} ${edge} ${lines?.buffer.version} ${dots?.buffer.version} ${replay?.cursor} ` +
      `${replay?.loop?.from} ${replay?.loop?.to} ${replay?.other?.shift} ${other?.buffer.version}`;
    if (key === this.#drawn && marks === this.#marks) return;
    this.#drawn = key;
    const from = edge - span;
    this.#replay = replay;
    this.#marks = marks;
    this.#other = replay === undefined ? undefined : otherLines(spec, replay, from, edge);
    const view = lines?.buffer.slice(from, edge);
    const traces = columnsOf(lines, view);
    this.#gaps = lines === undefined || view === undefined ? [] : gapsOf(lines, view);
    this.#dots = dots === undefined ? undefined : { source: dots, view: dots.buffer.slice(from, edge) };
    const beside = this.#dots === undefined ? [] : [dotValues(this.#dots)];
    const [min, max] = this.#yRange.next([...traces, ...beside, ...(this.#other?.columns ?? [])], elapsed);
    this.#plot.batch(() => {
      const times = view?.times ?? new Float64Array(0);
      const full = spec.lines.map((_, i) => traces[i] ?? new Float64Array(times.length));
      const data: uPlot.AlignedData =
        spec.graded === true ? [times, ...this.#sure(full, lines, view), ...full] : [times, ...full];
      this.#plot.setData(data, false);
      this.#plot.setScale("x", { min: from, max: edge });
      this.#plot.setScale("y", { min, max });
    });
  }

  /** Time moves on by whole pixels of the screen: lines do not shimmer, and what would look the same is not drawn. */
  #wholePixels(edge: number): number {
    const pixel = this.#options.span / Math.max(1, this.#plot.bbox.width);
    return Math.floor(edge / pixel) * pixel;
  }

  /** The traces without the points of low quality, which only the faint lines below them show. */
  #sure(
    traces: readonly Float64Array[],
    source: LineSource | undefined,
    view: SeriesView | undefined,
  ): Float64Array[] {
    const quality = source?.qualityColumn === undefined ? undefined : view?.columns[source.qualityColumn];
    this.#lowQuality = quality === undefined ? [] : lowRuns(view?.times ?? quality, quality);
    return traces.map((trace) =>
      trace.map((value, i) => ((quality?.[i] ?? 1) < FAINT_BELOW ? Number.NaN : value)),
    );
  }

  #uplotOptions(target: HTMLElement): uPlot.Options {
    const { spec, format, onCursor } = this.#options;
    const axis = { stroke: () => themeColour("--muted"), font: FONT, ticks: { show: false } };
    const grid = { stroke: () => themeColour("--line"), width: 1 };
    return {
      width: Math.max(1, target.clientWidth),
      height: Math.max(1, target.clientHeight),
      legend: { show: false },
      pxAlign: 0,
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        {
          ...axis,
          grid,
          size: 26,
          ...timeAxis(format),
        },
        {
          ...axis,
          grid,
          size: 44,
          space: 28,
          ...roundSteps(spec.factor ?? 1),
          values: (_, splits) => splits.map((value) => axisNumber(format, (spec.factor ?? 1) * value)),
        },
      ],
      series: [
        {},
        ...spec.lines.map((line) => this.#series(line, 1, () => [...this.#breaks(), ...this.#lowQuality])),
        ...(spec.graded === true
          ? spec.lines.map((line) => this.#series(line, FAINT, () => this.#breaks()))
          : []),
      ],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: false, y: false },
        sync: { key: SYNC_KEY, setSeries: false },
      },
      hooks: {
        drawClear: [(plot) => this.#drawGaps(plot)],
        ready: [(plot) => this.#followPointer(plot)],
        draw: [(plot) => this.#drawDots(plot), (plot) => this.#drawOver(plot)],
        setCursor: [
          (plot) => {
            const left = plot.cursor.left ?? -1;
            onCursor(left < 0 ? null : plot.posToVal(left, "x"));
          },
        ],
      },
    };
  }

  #breaks(): readonly Gap[] {
    return this.#gaps.filter(({ partial }) => partial !== true);
  }

  #followPointer(plot: uPlot): void {
    const { onSeek } = this.#options;
    if (onSeek === undefined) return;
    const seek = ({ clientX }: PointerEvent): void => {
      onSeek(plot.posToVal(clientX - plot.over.getBoundingClientRect().left, "x"));
    };
    plot.over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      plot.over.setPointerCapture(event.pointerId);
      seek(event);
    });
    plot.over.addEventListener("pointermove", (event) => {
      if (plot.over.hasPointerCapture(event.pointerId)) seek(event);
    });
  }

  #drawOver(plot: uPlot): void {
    if (this.#other !== undefined) drawOtherLines(plot, this.#options.spec, this.#other);
    drawMarks(plot, this.#marks);
    if (this.#replay !== undefined) drawReplay(plot, this.#replay);
  }

  #series({ label, colour }: TraceStyle, alpha: number, breaks: () => readonly Span[]): uPlot.Series {
    return {
      label,
      alpha,
      stroke: () => themeColour(colour),
      width: 1,
      points: { show: false },
      gaps: (plot) =>
        breaks().map(({ from, to }) => [plot.valToPos(from, "x", true), plot.valToPos(to, "x", true)]),
    };
  }

  #drawGaps(plot: uPlot): void {
    clipped(plot, () => this.#shadeGaps(plot));
  }

  #shadeGaps(plot: uPlot): void {
    const { ctx, bbox } = plot;
    for (const { from, to, missing } of this.#gaps) {
      const left = plot.valToPos(from, "x", true);
      const width = plot.valToPos(to, "x", true) - left;
      ctx.fillStyle = themeColour("--gap");
      ctx.fillRect(left, bbox.top, width, bbox.height);
      const room = width / devicePixelRatio;
      if (room < COUNT_WIDTH) continue;
      ctx.fillStyle = themeColour("--muted");
      ctx.font = `${11 * devicePixelRatio}px ui-sans-serif, system-ui, sans-serif`;
      ctx.textAlign = "center";
      ctx.textBaseline = "top";
      const text =
        room < LABEL_WIDTH ? this.#options.format.number(missing, 0) : this.#options.missingLabel(missing);
      ctx.fillText(text, left + width / 2, bbox.top + 4 * devicePixelRatio, width);
    }
  }

  #drawDots(plot: uPlot): void {
    const dots = this.#dots;
    const style = this.#options.spec.dots;
    if (dots === undefined || style === undefined) return;
    const { ctx } = plot;
    clipped(plot, () => {
      ctx.fillStyle = themeColour(style.colour);
      const radius = 2 * devicePixelRatio;
      ctx.beginPath();
      dotValues(dots).forEach((value, i) => {
        const x = plot.valToPos(dots.view.times[i] ?? 0, "x", true);
        const y = plot.valToPos(value, "y", true);
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
      });
      ctx.fill();
    });
  }
}

/** From the last good point before each run of low quality to the first good one after it. */
function lowRuns(times: Float64Array, quality: Float64Array): Span[] {
  const runs: Span[] = [];
  let good: number | undefined;
  quality.forEach((value, i) => {
    if (value < FAINT_BELOW) return;
    if (good !== undefined && i > good + 1) runs.push({ from: times[good] ?? 0, to: times[i] ?? 0 });
    good = i;
  });
  return runs;
}

function columnsOf(source: LineSource | undefined, view: SeriesView | undefined): Float64Array[] {
  if (source === undefined || view === undefined) return [];
  return source.columns.map((column) => view.columns[column] ?? new Float64Array(view.times.length));
}

function dotValues({ source, view }: { source: DotSource; view: SeriesView }): Float64Array {
  return (view.columns[source.column] ?? new Float64Array(0)).map((stored) => source.value(stored));
}

function axisNumber(format: Format, value: number): string {
  // Free of what the multiplication left.
  const exact = Number(value.toPrecision(9));
  return format.number(exact, Number.isInteger(exact) ? 0 : Number.isInteger(exact * 10) ? 1 : 2);
}

/** What is drawn over the lines of a chart: named moments, and in a replay another session, the loop and the cursor. */
import type uPlot from "uplot";
import type { ChartSpec } from "./chart-spec.ts";
import { themeColour } from "./colours.ts";
import type { Mark, ReplayFrame } from "./frame-loop.ts";
import { gapsOf } from "./gaps.ts";
import type { SeriesView } from "./series-buffer.ts";

/** Of the other session: fainter, and dashed. */
const OTHER_ALPHA = 0.75;
const DASH = [4, 3];
const LABEL_PX = 11;

export interface OtherLines {
  view: SeriesView;
  columns: Float64Array[];
  /** Times of the first point after each gap. */
  breaks: ReadonlySet<number>;
  shift: number;
}

/** The other session's lines in [from, to] of the first; undefined where it has none. */
export function otherLines(
  spec: ChartSpec,
  { other }: ReplayFrame,
  from: number,
  to: number,
): OtherLines | undefined {
  const source = other === undefined ? undefined : spec.lineSource(other.signals);
  if (other === undefined || source === undefined) return undefined;
  const view = source.buffer.slice(from - other.shift, to - other.shift);
  const columns = source.columns.map((column) => view.columns[column] ?? new Float64Array(0));
  const breaks = new Set(
    gapsOf(source, view)
      .filter(({ partial }) => partial !== true)
      .map((gap) => gap.to),
  );
  return { view, columns, breaks, shift: other.shift };
}

export function drawOtherLines(plot: uPlot, spec: ChartSpec, other: OtherLines): void {
  const { ctx } = plot;
  clipped(plot, () => {
    ctx.globalAlpha = OTHER_ALPHA;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(DASH.map((length) => length * devicePixelRatio));
    spec.lines.forEach(({ colour }, trace) => {
      ctx.strokeStyle = themeColour(colour);
      ctx.beginPath();
      other.view.times.forEach((time, i) => {
        const x = plot.valToPos(time + other.shift, "x", true);
        const y = plot.valToPos(other.columns[trace]?.[i] ?? Number.NaN, "y", true);
        if (i === 0 || other.breaks.has(time)) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      });
      ctx.stroke();
    });
  });
}

export function drawReplay(plot: uPlot, { cursor, loop }: ReplayFrame): void {
  const { ctx, bbox } = plot;
  clipped(plot, () => {
    if (loop !== undefined) {
      const left = plot.valToPos(loop.from, "x", true);
      ctx.fillStyle = themeColour("--carry");
      ctx.globalAlpha = 0.12;
      ctx.fillRect(left, bbox.top, plot.valToPos(loop.to, "x", true) - left, bbox.height);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = themeColour("--hold");
    const width = 2 * devicePixelRatio;
    ctx.fillRect(plot.valToPos(cursor, "x", true) - width / 2, bbox.top, width, bbox.height);
  });
}

export function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  clipped(plot, () => {
    ctx.font = `${LABEL_PX * devicePixelRatio}px ui-sans-serif, system-ui, sans-serif`;
    ctx.textBaseline = "bottom";
    ctx.fillStyle = themeColour("--ink");
    for (const { time, name } of marks) {
      const x = plot.valToPos(time, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.fillRect(x, bbox.top, devicePixelRatio, bbox.height);
      ctx.fillText(name, x + 3 * devicePixelRatio, bbox.top + bbox.height - 2 * devicePixelRatio);
    }
  });
}

/** Nothing is drawn beyond the axes; the canvas is as before afterwards. */
export function clipped({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

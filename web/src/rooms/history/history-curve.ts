/** The curve of η over time as SVG paths. Where η had no value the curve breaks: it is not drawn as a line. */
import type { HistoryPoint } from "../../api/history.ts";

export interface Curve {
  line: string;
  /** η ± 1 sd */
  band: string;
  /** Greatest value on the vertical scale. */
  top: number;
}

/** Paths in a box of 1 by 1 with y pointing down; the scale reaches at least 120 %. */
export function curveOf(points: readonly HistoryPoint[], from: number, to: number): Curve {
  const highest = Math.max(0, ...points.map(({ eta }) => eta.likely?.[1] ?? eta.value ?? 0));
  const top = Math.max(1.2, Math.ceil(highest * 5) / 5);
  const at = (t: number, value: number): string => {
    const x = (t - from) / (to - from);
    const y = 1 - Math.min(1, Math.max(0, value / top));
    return `${x.toFixed(5)} ${y.toFixed(5)}`;
  };
  const runs = runsOf(points);
  return {
    top,
    line: runs.map((run) => path(run.map(({ t, value }) => at(t, value)))).join(""),
    band: runs
      .map((run) => {
        const upper = run.map(({ t, high }) => at(t, high));
        const lower = run.map(({ t, low }) => at(t, low)).toReversed();
        return `${path([...upper, ...lower])}Z`;
      })
      .join(""),
  };
}

interface CurvePoint {
  t: number;
  value: number;
  low: number;
  high: number;
}

/** Stretches without a hole. */
function runsOf(points: readonly HistoryPoint[]): CurvePoint[][] {
  const runs: CurvePoint[][] = [];
  let open: CurvePoint[] | undefined;
  for (const { t, eta } of points) {
    if (eta.value === null) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    const [low, high] = eta.likely ?? [eta.value, eta.value];
    open.push({ t, value: eta.value, low, high });
  }
  return runs;
}

function path(points: readonly string[]): string {
  return points.map((point, i) => `${i === 0 ? "M" : "L"}${point}`).join("");
}

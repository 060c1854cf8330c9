/** The limit of the dashboard's charts: uPlot alone, four charts of three traces, drawn anew with every frame. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(import.meta.resolve("uplot/dist/uPlot.iife.min.js"));
const style = fileURLToPath(import.meta.resolve("uplot/dist/uPlot.min.css"));

/** @param seconds Time that a chart shows; at 100 samples a second */
export function limitPage(seconds: number): string {
  return `<!doctype html><style>${readFileSync(style, "utf8")}</style><body>
<script>${readFileSync(script, "utf8")}</script>
<script>
  const COUNT = ${seconds * 100};
  const charts = Array.from({ length: 4 }, () => {
    const data = [0, 1, 2, 3].map(() => new Float64Array(COUNT));
    const series = ["#06c", "#c60", "#083"].map((stroke) => ({ stroke, width: 1 }));
    const options = { width: 660, height: 160, legend: { show: false }, series: [{}, ...series] };
    return { data, plot: new uPlot(options, [...data], document.body) };
  });
  let first = 0;
  function draw() {
    first += 100 / 60;
    for (const { data, plot } of charts) {
      for (let i = 0; i < COUNT; i++) {
        data[0][i] = (first + i) / 100;
        for (let trace = 1; trace < 4; trace++)
          data[trace][i] = Math.sin(((first + i) * trace) / 20);
      }
      plot.setData([...data]);
    }
    requestAnimationFrame(draw);
  }
  requestAnimationFrame(draw);
</script>`;
}

export interface ScrubLimit {
  /** Length of the session, and what a chart shows of it. */
  sessionS: number;
  spanS: number;
  /** Traces of all charts together. */
  charts: number;
  traces: number;
}

/** The limit of a replay that is scrubbed: uPlot alone over samples in memory, drawn at most once a frame. */
export function scrubLimitPage({ sessionS, spanS, charts, traces }: ScrubLimit): string {
  return `<!doctype html><style>${readFileSync(style, "utf8")}</style><body>
<input type="range" min="0" max="${sessionS}" step="0.05" value="0" style="width: 900px">
<script>${readFileSync(script, "utf8")}</script>
<script>
  const COUNT = ${sessionS * 100};
  const SHOWN = ${spanS * 100};
  const times = Float64Array.from({ length: COUNT }, (_, i) => i / 100);
  const values = Float64Array.from({ length: COUNT }, (_, i) => Math.sin(i / 9));
  const plots = Array.from({ length: ${charts} }, (_, chart) => {
    const own = Math.floor((${traces} * (chart + 1)) / ${charts}) - Math.floor((${traces} * chart) / ${charts});
    const series = Array.from({ length: own }, () => ({ stroke: "#06c", width: 1 }));
    const options = { width: 900, height: 160, legend: { show: false }, series: [{}, ...series] };
    return { own, plot: new uPlot(options, [[], ...series.map(() => [])], document.body) };
  });
  let drawn;
  const slider = document.querySelector("input");
  slider.addEventListener("input", () => {
    drawn ??= requestAnimationFrame(() => {
      drawn = undefined;
      const first = Math.round(Math.min(slider.valueAsNumber, ${sessionS - spanS}) * 100);
      const cut = (all) => all.subarray(first, first + SHOWN);
      for (const { own, plot } of plots) plot.setData([cut(times), ...Array.from({ length: own }, () => cut(values))]);
    });
  });
</script>`;
}

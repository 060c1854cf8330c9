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

/** The charts of a session, with their titles and units. */
import type { ChartSpec } from "../../charts/chart-spec.ts";
import type { Messages } from "../../i18n/en.ts";
import {
  accelerationChart,
  cadenceChart,
  gravityChart,
  heartChart,
  movementChart,
  regularityChart,
  rotationChart,
} from "./charts.ts";

interface TitledChart {
  spec: ChartSpec;
  title: string;
  unit: string;
}

export function sessionCharts(t: Messages): readonly TitledChart[] {
  return [
    { spec: accelerationChart(t), title: t.signals.acceleration, unit: t.signals.accelerationUnit },
    { spec: rotationChart(t), title: t.signals.rotation, unit: t.signals.rotationUnit },
    { spec: gravityChart(t), title: t.signals.gravity, unit: t.signals.accelerationUnit },
    { spec: movementChart(t), title: t.signals.movement, unit: t.signals.movementUnit },
    { spec: cadenceChart(t), title: t.signals.cadence, unit: t.signals.cadenceUnit },
    { spec: regularityChart(t), title: t.signals.regularity, unit: "" },
    { spec: heartChart(t), title: t.signals.heart, unit: t.signals.heartUnit },
  ];
}

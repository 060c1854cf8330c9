/** The charts of a session, with their titles and units. */
import type { ChartSpec } from "../../charts/chart-spec.ts";
import type { Messages } from "../../i18n/en.ts";
import { shownUnit, type Units } from "../../i18n/units.ts";
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

export function sessionCharts(t: Messages, units: Units): readonly TitledChart[] {
  const acceleration = shownUnit("g", units).text;
  const rotation = shownUnit("rad/s", units).text;
  return [
    { spec: accelerationChart(t, units), title: t.signals.acceleration, unit: acceleration },
    { spec: rotationChart(t, units), title: t.signals.rotation, unit: rotation },
    { spec: gravityChart(t, units), title: t.signals.gravity, unit: acceleration },
    { spec: movementChart(t), title: t.signals.movement, unit: t.signals.movementUnit },
    { spec: cadenceChart(t), title: t.signals.cadence, unit: t.signals.cadenceUnit },
    { spec: regularityChart(t), title: t.signals.regularity, unit: "" },
    { spec: heartChart(t), title: t.signals.heart, unit: t.signals.heartUnit },
  ];
}

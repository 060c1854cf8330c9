import type { Band, SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { PlotFrame } from "../../charts/PlotFrame.tsx";
import { ticksUpTo } from "../../charts/ticks.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { WEEKS, type Preview } from "./preview.ts";

interface FutureChartProps {
  /** Present, changed; undefined where there is none. */
  previews: readonly (Preview | undefined)[];
  result: SimulationResult | undefined;
  changed: boolean;
}

const WIDTH = 1_000;
const HEIGHT = 300;
const LOOKS = [
  { stroke: "var(--muted)", fill: "var(--sunken)", key: "border-muted" },
  { stroke: "var(--carry)", fill: "var(--carry-soft)", key: "border-carry" },
] as const;

/** Bands of 10 to 90 % of the paths with their median; dashed, what happens without luck. */
export function FutureChart({ previews, result, changed }: FutureChartProps) {
  const { t, f } = useI18n();
  const now = previews[0]?.eta;
  // All futures begin at what is now.
  const start = now === undefined ? [] : [{ weeks: 0, low: now, median: now, high: now }];
  const bands = result?.scenarios.map(({ eta }) => [...start, ...eta]) ?? [];
  const shown = previews.slice(0, changed ? 2 : 1);
  const greatest = Math.max(
    ...bands.flat().map(({ high }) => high),
    ...shown.flatMap((one) => one?.curve ?? []),
    0,
  );
  const top = Math.max(1.4, Math.ceil(greatest * 5) / 5);
  const x = (week: number): number => (WIDTH * week) / WEEKS;
  const y = (eta: number): number => HEIGHT * (1 - Math.min(1, Math.max(0, eta / top)));
  const last = shown.at(-1);
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-6 gap-y-1 text-sm">
        {shown.map((one, i) => (
          <span key={LOOKS[i]?.key} className="inline-flex items-center gap-2">
            <span className={`inline-block w-5 border-t-[3px] ${LOOKS[i]?.key}`} />
            {i === 0 ? t.future.present : t.future.changed}
            {one !== undefined && <strong>{fill(t.future.limit, { limit: f.percent(one.limit) })}</strong>}
          </span>
        ))}
      </figcaption>
      <p className="sr-only" aria-live="polite">
        {last !== undefined &&
          now !== undefined &&
          fill(t.future.summary, {
            now: f.percent(now),
            later: f.percent(last.curve.at(-1) ?? 0),
            weeks: WEEKS,
          })}
      </p>
      <PlotFrame
        width={WIDTH}
        height={HEIGHT}
        x={ticksUpTo(WEEKS).map((week) => ({
          at: week / WEEKS,
          text: week === 0 ? t.history.now : f.number(week, 0),
        }))}
        y={ticksUpTo(top).map((eta) => ({ at: eta / top, text: f.percent(eta) }))}
      >
        {bands.map((band, i) => (
          <path key={LOOKS[i]?.key} d={bandPath(band)} fill={LOOKS[i]?.fill} opacity="0.8" />
        ))}
        {bands.map((band, i) => (
          <path
            key={LOOKS[i]?.key}
            d={linePath(band.map(({ weeks, median }) => [weeks, median]))}
            fill="none"
            stroke={LOOKS[i]?.stroke}
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {shown.map(
          (one, i) =>
            one !== undefined && (
              <path
                key={LOOKS[i]?.key}
                d={linePath(one.curve.map((eta, week) => [week, eta]))}
                fill="none"
                stroke={LOOKS[i]?.stroke}
                strokeWidth="1.5"
                strokeDasharray="5 4"
                vectorEffect="non-scaling-stroke"
              />
            ),
        )}
        <line x1="0" x2={WIDTH} y1={y(1)} y2={y(1)} stroke="var(--ink)" vectorEffect="non-scaling-stroke" />
      </PlotFrame>
      <p className="mt-2 text-sm text-muted">{t.future.reading}</p>
    </figure>
  );

  function linePath(points: readonly (readonly [week: number, eta: number])[]): string {
    return points
      .map(([week, eta], i) => `${i === 0 ? "M" : "L"}${x(week).toFixed(1)} ${y(eta).toFixed(1)}`)
      .join("");
  }

  function bandPath(band: readonly Band[]): string {
    const upper = band.map(({ weeks, high }) => [weeks, high] as const);
    const lower = band.map(({ weeks, low }) => [weeks, low] as const).toReversed();
    return `${linePath([...upper, ...lower])}Z`;
  }
}

import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

interface RangeBarProps {
  eta: number;
  likely: readonly [low: number, high: number] | undefined;
  limit: number | null;
}

/** η on a line from nothing to twice what is needed, with its likely range and where it levels off. */
export function RangeBar({ eta, likely, limit }: RangeBarProps) {
  const { t, f } = useI18n();
  const end = Math.max(2, Math.ceil(Math.max(eta, likely?.[1] ?? 0, limit ?? 0) * 2) / 2);
  const at = (value: number): string => `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  const [low, high] = likely ?? [eta, eta];
  const label = fill(limit === null ? t.escape.rangeLabelNoLimit : t.escape.rangeLabel, {
    eta: f.percent(eta),
    low: f.percent(low),
    high: f.percent(high),
    limit: f.percent(limit ?? 0),
  });
  return (
    <div className="relative mt-5 h-14">
      <p className="sr-only">{label}</p>
      <span className="absolute inset-x-0 top-3 h-3 rounded-full bg-sunken" />
      <span
        className="absolute top-3 h-3 rounded-full bg-carry-soft"
        style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
      />
      <span className="absolute top-0 h-9 w-px bg-ink" style={{ left: at(1) }} />
      <span className="absolute top-9 -translate-x-1/2 text-xs text-muted" style={{ left: at(1) }}>
        100 % {t.escape.needed}
      </span>
      {limit !== null && (
        <span
          className="absolute top-[11px] size-3.5 -translate-x-1/2 rounded-full border-2 border-carry bg-surface"
          style={{ left: at(limit) }}
          title={`${t.escape.limitMark}: ${f.percent(limit)}`}
        />
      )}
      <span
        className="absolute top-2 h-5 w-1.5 -translate-x-1/2 rounded-sm bg-carry"
        style={{ left: at(eta) }}
        title={`${t.escape.nowMark}: ${f.percent(eta)}`}
      />
    </div>
  );
}

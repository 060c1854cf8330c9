import { useId } from "react";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { bandPath, eccentricity, orbitPath } from "./orbit.ts";

interface OrbitPictureProps {
  eta: number;
  likely: readonly [low: number, high: number] | undefined;
  limit: number | null;
}

/** Smallest η that is drawn: below it the fall is a straight line. */
const LEAST = 0.05;
/** Length of the launch arrow at η = 1. */
const ARROW = 1.1;

/** The orbit that something launched at η times its escape velocity takes. */
export function OrbitPicture({ eta, likely, limit }: OrbitPictureProps) {
  const { t, f } = useI18n();
  const clip = useId();
  const drawn = Math.max(LEAST, eta);
  const shape = eta < 1 ? t.orbit.closed : t.orbit.open;
  const label = fill(t.orbit.label, { eta: f.percent(eta), e: f.number(eccentricity(drawn), 2), shape });
  return (
    <figure className="w-full max-w-72 min-w-0">
      <svg viewBox="-2.3 -2.75 4.6 4.25" aria-hidden="true" className="block w-full">
        <defs>
          <clipPath id={clip}>
            <rect x="-2.3" y="-2.75" width="4.6" height="4.25" />
          </clipPath>
        </defs>
        <g clipPath={`url(#${clip})`} fill="none" vectorEffect="non-scaling-stroke">
          {likely !== undefined && (
            <path
              d={bandPath(Math.max(LEAST, likely[0]), Math.max(LEAST, likely[1]))}
              fill="var(--carry-soft)"
              fillRule="evenodd"
            />
          )}
          {limit !== null && limit > LEAST && (
            <path
              d={orbitPath(limit)}
              stroke="var(--carry)"
              strokeWidth="0.025"
              strokeDasharray="0.09 0.07"
            />
          )}
          <path d={orbitPath(drawn)} stroke="var(--carry)" strokeWidth="0.05" />
        </g>
        <circle r="0.2" fill="var(--hold)" />
        <line x1="0" y1="1" x2={ARROW} y2="1" stroke="var(--line-strong)" strokeWidth="0.02" />
        <line x1={ARROW} y1="0.9" x2={ARROW} y2="1.1" stroke="var(--ink)" strokeWidth="0.03" />
        <line x1="0" y1="1" x2={ARROW * drawn} y2="1" stroke="var(--ink)" strokeWidth="0.05" />
        <circle cy="1" r="0.09" fill="var(--ink)" />
        <text x={ARROW} y="1.36" textAnchor="middle" fontSize="0.2" fill="var(--muted)">
          {t.escape.needed}
        </text>
      </svg>
      <figcaption className="mt-1 text-xs text-muted">
        <span className="sr-only">{label}</span>
        <span className="flex flex-wrap gap-x-4">
          <Key look="border-t-[3px] border-carry" text={t.orbit.legendNow} />
          {limit !== null && <Key look="border-t-2 border-dashed border-carry" text={t.orbit.legendLimit} />}
          {likely !== undefined && <Key look="h-2.5 bg-carry-soft" text={t.orbit.legendBand} />}
        </span>
        <span className="mt-1 block">{t.orbit.how}</span>
      </figcaption>
    </figure>
  );
}

function Key({ look, text }: { look: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`inline-block w-5 ${look}`} />
      {text}
    </span>
  );
}

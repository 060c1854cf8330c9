import type { ReactNode } from "react";

/** A round number at an axis. */
export interface Tick {
  /** 0 to 1, from the left or from the bottom. */
  at: number;
  text: string;
}

interface PlotFrameProps {
  /** Stands under the axis, as wide as it is. */
  below?: ReactNode;
  x: readonly Tick[];
  y: readonly Tick[];
  /** Size of what is drawn inside, stretched to the frame. */
  width: number;
  height: number;
  /** SVG, drawn over the lines of the ticks; strokes need vectorEffect="non-scaling-stroke". */
  children: ReactNode;
}

/** With more labels every second one is left out on a phone. */
const MOST_ON_A_PHONE = 4;
const LABELS = "text-xs text-muted tabular-nums";
const percent = (share: number): string => `${share * 100}%`;

/** Axes around a drawing. Read aloud is the text beside it, not the picture. */
export function PlotFrame({ x, y, width, height, below, children }: PlotFrameProps) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)]">
      <div aria-hidden="true" className={`relative w-11 ${LABELS}`}>
        {y.map(({ at, text }) => (
          <span
            key={text}
            className="absolute right-2 translate-y-1/2 whitespace-nowrap"
            style={{ bottom: percent(at) }}
          >
            {text}
          </span>
        ))}
      </div>
      <div aria-hidden="true" className="relative h-64 border-b border-line-strong">
        {y.map(({ at, text }) => (
          <span
            key={text}
            className="absolute inset-x-0 border-t border-line"
            style={{ bottom: percent(at) }}
          />
        ))}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
        >
          {children}
        </svg>
      </div>
      <div aria-hidden="true" className={`relative col-start-2 mt-1 h-5 ${LABELS}`}>
        {x.map(({ at, text }, i) => (
          <span
            key={at}
            className={`absolute whitespace-nowrap ${at > 0.94 ? "-translate-x-full" : at < 0.06 ? "" : "-translate-x-1/2"} ${x.length > MOST_ON_A_PHONE && i % 2 === 1 ? "max-sm:hidden" : ""}`}
            style={{ left: percent(at) }}
          >
            {text}
          </span>
        ))}
      </div>
      {below !== undefined && <div className="col-start-2">{below}</div>}
    </div>
  );
}

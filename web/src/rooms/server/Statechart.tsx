import { useMemo } from "react";
import type { ActorChart, ActorTransition } from "../../api/operations.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { layOutChart, type Arrow, type Box } from "./chart-layout.ts";

/** The machine of one actor, with the state it is in. The table below says how it came there. */
export function Statechart({ chart, actor }: { chart: ActorChart; actor: string }) {
  const { t } = useI18n();
  const { definition, current } = chart;
  const { boxes, arrows, width, height } = useMemo(() => layOutChart(definition), [definition]);
  const recent = recentArrow(arrows, chart.transitions.at(-1));
  return (
    <Scrollable
      label={fill(t.server.chartLabel, {
        actor,
        current,
        states: boxes.map(({ path }) => path).join(", "),
      })}
    >
      <svg
        aria-hidden="true"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="text-[11px]"
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" className="fill-line-strong" />
          </marker>
        </defs>
        {boxes.map((box) => (
          <StateBox
            key={box.path}
            box={box}
            holds={current === box.path || current.startsWith(`${box.path}.`)}
          />
        ))}
        {arrows.map((arrow) => (
          <StateArrow key={`${arrow.from} ${arrow.to}`} arrow={arrow} recent={arrow === recent} />
        ))}
      </svg>
    </Scrollable>
  );
}

function StateBox({ box, holds }: { box: Box; holds: boolean }) {
  const { x, y, width, height, name, inside, initial } = box;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={8}
        className={holds ? "fill-carry-soft stroke-carry" : "fill-surface stroke-line-strong"}
        strokeWidth={holds ? 2 : 1}
      />
      {initial && (
        <>
          <circle cx={x - 18} cy={y + 14} r={4} className="fill-line-strong" />
          <path d={`M${x - 14} ${y + 14}H${x - 1}`} className="stroke-line-strong" markerEnd="url(#arrow)" />
        </>
      )}
      <text x={x + 12} y={y + 18} className={`fill-ink text-[13px] ${holds ? "font-semibold" : ""}`}>
        {name}
      </text>
      {inside.map((event, i) => (
        <text key={event} x={x + 12} y={y + 37 + i * 17} className="fill-muted">
          {event}
        </text>
      ))}
    </g>
  );
}

function StateArrow({ arrow, recent }: { arrow: Arrow; recent: boolean }) {
  const { points, at, events } = arrow;
  return (
    <g>
      <path
        d={points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("")}
        className={`fill-none ${recent ? "stroke-carry" : "stroke-line-strong"}`}
        strokeWidth={recent ? 2 : 1}
        strokeLinejoin="round"
        markerEnd="url(#arrow)"
      />
      <text
        x={at[0]}
        y={at[1] - 4}
        textAnchor="middle"
        className="fill-ink stroke-surface [paint-order:stroke]"
        strokeWidth={4}
      >
        {events.join(", ")}
      </text>
    </g>
  );
}

/** The arrow that was taken last: of the innermost state that knows the event. */
function recentArrow(arrows: readonly Arrow[], last: ActorTransition | undefined): Arrow | undefined {
  if (last === undefined) return undefined;
  const within = (state: string, path: string): boolean => state === path || state.startsWith(`${path}.`);
  return arrows
    .filter(
      ({ from, to, events }) => events.includes(last.event) && within(last.from, from) && within(last.to, to),
    )
    .toSorted((a, b) => b.from.length - a.from.length)[0];
}

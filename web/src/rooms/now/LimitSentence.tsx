import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Amount } from "../../ui/Amount.tsx";
import { Rich } from "../../ui/Rich.tsx";
import { helpfulChanges, type HelpfulChange } from "./helpful-changes.ts";
import type { Names } from "../../portfolio/names.ts";

interface LimitSentenceProps {
  state: PhysicsSnapshot;
  eta: number;
  names: Names;
}

/** Where the present plan leads; and where that is not enough, what would help most. */
export function LimitSentence({ state, eta, names }: LimitSentenceProps) {
  const { t, f } = useI18n();
  const limit = state.etaInf.value;
  const weeks = state.escapeTime.value;
  if (limit === null) return null;
  const slots = {
    limit: <Amount value={limit} text={f.percent(limit)} />,
    weeks: weeks === null ? "" : <Amount value={weeks} text={f.number(weeks)} />,
  };
  if (limit > 1) {
    const reaches = eta < 1 && weeks !== null;
    return (
      <p>
        <Rich text={reaches ? t.escape.limitReached : t.escape.limitAbove} slots={slots} />
      </p>
    );
  }
  return (
    <div>
      <p>
        <Rich text={eta >= 1 ? t.escape.limitFalls : t.escape.limitNever} slots={slots} />
      </p>
      <ul className="mt-1 list-disc pl-5">
        {helpfulChanges(state.sensitivities).map((change) => (
          <Change key={`${change.kind} ${change.id}`} change={change} names={names} />
        ))}
      </ul>
    </div>
  );
}

function Change({ change, names }: { change: HelpfulChange; names: Names }) {
  const { t, f } = useI18n();
  const text = {
    hours: () => fill(t.escape.changeHours, { name: names.project(change.id) }),
    gravity: () => fill(t.escape.changeGravity, { name: names.constraint(change.id) }),
    skill: () => fill(t.escape.changeSkill, { name: names.skill(change.id) }),
  }[change.kind]();
  return (
    <li>
      {text}{" "}
      <span className="text-muted tabular-nums">
        ({fill(t.escape.changeEffect, { points: f.points(change.effect) })})
      </span>
    </li>
  );
}

import { useState } from "react";
import { Link } from "../../app/Link.tsx";
import { useFeed, usePortfolio } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { readSetting, writeSetting } from "../../ui/settings.ts";
import { firstSteps, type StepName } from "./first-steps.ts";

const ROOMS: Record<StepName, string> = {
  goals: "/life",
  projects: "/life",
  skills: "/skills",
  constraints: "/life",
  session: "/session",
};

/** The way to a first η that means something: five steps, each with the room where it is done. */
export function FirstSteps() {
  const { t } = useI18n();
  const { portfolio } = usePortfolio();
  const { signals, sessions } = useFeed();
  const [closed, setClosed] = useState(() => readSetting("firstSteps") === "closed");
  if (portfolio === undefined || closed) return null;
  const known = Object.keys(sessions).length;
  const steps = firstSteps(portfolio, Math.max(known, signals === undefined ? 0 : 1));
  const open = steps.filter(({ have, want }) => have < want);
  const [next] = open;
  if (next === undefined) return null;

  function close(): void {
    writeSetting("firstSteps", "closed");
    setClosed(true);
  }

  return (
    <Panel
      title={fill(t.start.steps, { done: steps.length - open.length, all: steps.length })}
      aside={
        <Button kind="quiet" className="text-sm" onClick={close}>
          {t.life.dismiss}
        </Button>
      }
    >
      <ol>
        {steps.map(({ name, have, want }) => {
          const done = have >= want;
          return (
            <li key={name} className="flex items-baseline gap-2 border-b border-line py-1.5 last:border-0">
              <span aria-hidden="true" className={done ? "text-good" : "text-muted"}>
                {done ? "✓" : "○"}
              </span>
              <Link
                to={ROOMS[name]}
                className={
                  name === next.name ? "text-carry underline underline-offset-4" : done ? "text-muted" : ""
                }
              >
                {t.start.step[name]}
              </Link>
              <span className="ml-auto text-sm text-muted">
                {done ? t.start.done : fill(t.start.progress, { have, want })}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

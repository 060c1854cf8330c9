import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { User } from "../api/routes.ts";
import { LiveContext } from "../app/live.ts";
import { setQuery } from "../app/router.ts";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { Field } from "../ui/Field.tsx";
import { localText } from "../ui/local-time.ts";
import { Slider } from "../ui/Slider.tsx";
import { useResource } from "../ui/use-resource.ts";
import { useRested } from "../ui/use-rested.ts";
import { Lock } from "./Lock.tsx";
import { loadPast } from "./past-live.ts";
import { useThen } from "./use-then.ts";

/** Rooms that are shown as they were; of these, where nothing is for looking only. The others lock what acts. */
const OF_THEN: ReadonlySet<string> = new Set(["/", "/life", "/skills", "/simulator"]);
const LOCKED: ReadonlySet<string> = new Set(["/", "/life"]);
/** Rooms that are about the past anyway. */
const OF_ANY_TIME: ReadonlySet<string> = new Set(["/history", "/session"]);
const HALF_HOUR = 1_800_000;

interface TimeTravelProps {
  user: User;
  path: string;
  children: ReactNode;
}

/** Puts the rooms at the past second that the address names. */
export function TimeTravel({ user, path, children }: TimeTravelProps) {
  const at = useThen();
  if (at === undefined) return children;
  return (
    <>
      <Banner at={at} />
      {OF_THEN.has(path) ? (
        <Then userId={user.id} at={at} locked={LOCKED.has(path)}>
          {children}
        </Then>
      ) : OF_ANY_TIME.has(path) ? (
        children
      ) : (
        <NoPast />
      )}
    </>
  );
}

function Banner({ at }: { at: number }) {
  const { t, f } = useI18n();
  const [anchor, setAnchor] = useState(at);
  const [latest] = useState(() => Date.now());
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const open = document.querySelector("dialog[open], [popover]:popover-open") !== null;
      if (event.key === "Escape" && !event.defaultPrevented && !open) back();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);

  function chosen(text: string): void {
    const ms = new Date(text).getTime();
    if (!Number.isFinite(ms)) return;
    setAnchor(ms);
    go(ms);
  }

  return (
    <section
      aria-label={t.travel.title}
      className="sticky top-0 z-20 mb-4 grid gap-x-6 gap-y-2 rounded-lg border-2 border-hold bg-surface p-4 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <output className="self-center font-semibold">{fill(t.travel.banner, { time: f.dateTime(at) })}</output>
      <Button kind="primary" onClick={back}>
        {t.travel.back}
      </Button>
      <Slider
        label={t.travel.hour}
        min={anchor - HALF_HOUR}
        max={Math.min(latest, anchor + HALF_HOUR)}
        step={1_000}
        value={at}
        text={f.time(at)}
        onChange={go}
      />
      <Field
        label={t.travel.moment}
        type="datetime-local"
        step={1}
        value={localText(at)}
        onChange={(event) => chosen(event.target.value)}
      />
    </section>
  );
}

function go(at: number): void {
  setQuery({ past: String(Math.floor(at)) }, "replace");
}

function back(): void {
  setQuery({ past: undefined }, "push");
}

interface ThenProps {
  userId: string;
  at: number;
  /** Nothing in the room can be pressed. */
  locked: boolean;
  children: ReactNode;
}

function Then({ userId, at, locked, children }: ThenProps) {
  const { t } = useI18n();
  const rested = useRested(at);
  const load = useCallback(() => loadPast(userId, rested), [userId, rested]);
  const { value: live, error, reload } = useResource(load);
  if (error !== undefined) return <ErrorNotice error={error} onRetry={reload} />;
  if (live === undefined) return <output>{t.app.loading}</output>;
  return <LiveContext value={live}>{locked ? <Lock>{children}</Lock> : children}</LiveContext>;
}

function NoPast() {
  const { t } = useI18n();
  return <p className="text-muted">{t.travel.noPast}</p>;
}

import { lazy, Suspense, useEffect, useState } from "react";
import { getSettings } from "../api/account.ts";
import type { User } from "../api/routes.ts";
import { setUnits, useI18n, watchTimeZone } from "../i18n/i18n.ts";
import { KeepPush } from "../notifications/push/KeepPush.tsx";
import { NowRoom } from "../rooms/now/NowRoom.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { Link } from "./Link.tsx";
import type { Kept } from "./kept.ts";
import { createLive, LiveContext, useFeed } from "./live.ts";
import { RefusedEdits } from "./RefusedEdits.tsx";
import { TimeTravel } from "../travel/TimeTravel.tsx";
import { usePath } from "./router.ts";

/** Rooms beside the first, each in a file of its own. */
const LOADS = {
  session: async () => ({ default: (await import("../rooms/session/SessionRoom.tsx")).SessionRoom }),
  history: async () => ({ default: (await import("../rooms/history/HistoryRoom.tsx")).HistoryRoom }),
  future: async () => ({ default: (await import("../rooms/future/FutureRoom.tsx")).FutureRoom }),
  life: async () => ({ default: (await import("../rooms/life/LifeRoom.tsx")).LifeRoom }),
  skills: async () => ({ default: (await import("../rooms/skills/SkillsRoom.tsx")).SkillsRoom }),
  interview: async () => ({
    default: (await import("../rooms/interview/InterviewRoom.tsx")).InterviewRoom,
  }),
  memory: async () => ({ default: (await import("../rooms/memory/MemoryRoom.tsx")).MemoryRoom }),
  documents: async () => ({
    default: (await import("../rooms/documents/DocumentsRoom.tsx")).DocumentsRoom,
  }),
  plans: async () => ({ default: (await import("../rooms/plans/PlansRoom.tsx")).PlansRoom }),
  gestures: async () => ({ default: (await import("../rooms/gestures/GesturesRoom.tsx")).GesturesRoom }),
  settings: async () => ({ default: (await import("../rooms/settings/SettingsRoom.tsx")).SettingsRoom }),
  server: async () => ({ default: (await import("../rooms/server/ServerRoom.tsx")).ServerRoom }),
};
const SessionRoom = lazy(LOADS.session);
const HistoryRoom = lazy(LOADS.history);
const FutureRoom = lazy(LOADS.future);
const LifeRoom = lazy(LOADS.life);
const SkillsRoom = lazy(LOADS.skills);
const InterviewRoom = lazy(LOADS.interview);
const MemoryRoom = lazy(LOADS.memory);
const DocumentsRoom = lazy(LOADS.documents);
const PlansRoom = lazy(LOADS.plans);
const GesturesRoom = lazy(LOADS.gestures);
const SettingsRoom = lazy(LOADS.settings);
const ServerRoom = lazy(LOADS.server);

/** The files of the other rooms are fetched once the first room has settled, ms. */
const FETCH_AFTER_MS = 2_000;

interface SignedInProps {
  user: User;
  /** What an earlier visit kept, where the server does not answer. */
  kept: Kept | undefined;
  onSignOut: () => void;
  onSessionLost: () => void;
  /** The account is gone, with everything in it. */
  onDeleted: () => void;
}

/** The rooms of one person, over one feed. */
export function SignedIn({ user, kept, onSignOut, onSessionLost, onDeleted }: SignedInProps) {
  const { t } = useI18n();
  const [live] = useState(() => createLive(user, kept));
  const path = usePath();
  useEffect(() => live.start(), [live]);
  useEffect(watchTimeZone, []);
  useEffect(() => {
    // Without network those of the last visit hold.
    getSettings().then(
      ({ units }) => setUnits(units),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    const timer = setTimeout(fetchRooms, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <LiveContext value={live}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-raised focus:p-3"
      >
        {t.app.skip}
      </a>
      <KeepPush userId={user.id} />
      <SessionWatch onLost={onSessionLost} onDeleted={onDeleted} />
      <Header user={user} onSignOut={onSignOut} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-[150rem] px-3 py-4 outline-none sm:px-6 sm:py-6"
      >
        <RefusedEdits />
        <ErrorBoundary key={path}>
          <Suspense fallback={<output>{t.app.loading}</output>}>
            <TimeTravel user={user} path={path}>
              <Room path={path} user={user} onDeleted={onDeleted} />
            </TimeTravel>
          </Suspense>
        </ErrorBoundary>
      </main>
    </LiveContext>
  );
}

function Room({ path, user, onDeleted }: { path: string; user: User; onDeleted: () => void }) {
  const { t } = useI18n();
  if (path === "/") return <NowRoom />;
  if (path === "/session") return <SessionRoom />;
  if (path === "/simulator") return <FutureRoom />;
  if (path === "/history") return <HistoryRoom />;
  if (path === "/life") return <LifeRoom />;
  if (path === "/skills") return <SkillsRoom />;
  if (path === "/interview") return <InterviewRoom />;
  if (path === "/memory") return <MemoryRoom />;
  if (path === "/documents") return <DocumentsRoom />;
  if (path === "/settings") return <SettingsRoom user={user} onDeleted={onDeleted} />;
  if (path === "/gestures") return <GesturesRoom userId={user.id} />;
  if (path === "/plans") return <PlansRoom userId={user.id} />;
  if (path === "/server" && user.role === "owner") return <ServerRoom userId={user.id} />;
  return (
    <>
      <h1 className="text-xl font-semibold">{t.app.notFound}</h1>
      <Link to="/" className="text-carry underline underline-offset-4">
        {t.app.backToNow}
      </Link>
    </>
  );
}

function SessionWatch({ onLost, onDeleted }: { onLost: () => void; onDeleted: () => void }) {
  const { status } = useFeed();
  useEffect(() => {
    if (status.kind === "signed_out") onLost();
    if (status.kind === "deleted") onDeleted();
  }, [status.kind, onLost, onDeleted]);
  return null;
}

/** So that a room is there at the first click, also without network. One that fails is fetched when it is entered. */
function fetchRooms(): void {
  for (const load of Object.values(LOADS)) load().catch(() => undefined);
}

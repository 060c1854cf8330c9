import { lazy, Suspense, useEffect, useState } from "react";
import type { User } from "../api/routes.ts";
import { useI18n } from "../i18n/i18n.ts";
import { NowRoom } from "../rooms/now/NowRoom.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { Link } from "./Link.tsx";
import type { Kept } from "./kept.ts";
import { createLive, LiveContext, useFeed } from "./live.ts";
import { usePath } from "./router.ts";

const SessionRoom = lazy(async () => ({
  default: (await import("../rooms/session/SessionRoom.tsx")).SessionRoom,
}));
const HistoryRoom = lazy(async () => ({
  default: (await import("../rooms/history/HistoryRoom.tsx")).HistoryRoom,
}));
const FutureRoom = lazy(async () => ({
  default: (await import("../rooms/future/FutureRoom.tsx")).FutureRoom,
}));
const LifeRoom = lazy(async () => ({ default: (await import("../rooms/life/LifeRoom.tsx")).LifeRoom }));
const SkillsRoom = lazy(async () => ({
  default: (await import("../rooms/skills/SkillsRoom.tsx")).SkillsRoom,
}));
const ServerRoom = lazy(async () => ({
  default: (await import("../rooms/server/ServerRoom.tsx")).ServerRoom,
}));

interface SignedInProps {
  user: User;
  /** What an earlier visit kept, where the server does not answer. */
  kept: Kept | undefined;
  onSignOut: () => void;
  onSessionLost: () => void;
}

/** The rooms of one person, over one feed. */
export function SignedIn({ user, kept, onSignOut, onSessionLost }: SignedInProps) {
  const { t } = useI18n();
  const [live] = useState(() => createLive(user, kept));
  const path = usePath();
  useEffect(() => live.start(), [live]);
  return (
    <LiveContext value={live}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-raised focus:p-3"
      >
        {t.app.skip}
      </a>
      <SessionWatch onLost={onSessionLost} />
      <Header user={user} onSignOut={onSignOut} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-[150rem] px-3 py-4 outline-none sm:px-6 sm:py-6"
      >
        <ErrorBoundary key={path}>
          <Suspense fallback={<output>{t.app.loading}</output>}>
            <Room path={path} user={user} />
          </Suspense>
        </ErrorBoundary>
      </main>
    </LiveContext>
  );
}

function Room({ path, user }: { path: string; user: User }) {
  const { t } = useI18n();
  if (path === "/") return <NowRoom />;
  if (path === "/session") return <SessionRoom />;
  if (path === "/simulator") return <FutureRoom />;
  if (path === "/history") return <HistoryRoom />;
  if (path === "/life") return <LifeRoom />;
  if (path === "/skills") return <SkillsRoom />;
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

function SessionWatch({ onLost }: { onLost: () => void }) {
  const { status } = useFeed();
  useEffect(() => {
    if (status.kind === "signed_out") onLost();
  }, [status.kind, onLost]);
  return null;
}

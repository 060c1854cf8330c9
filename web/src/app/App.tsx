import { useCallback, useState } from "react";
import { toApiError } from "../api/http.ts";
import { getMe, getSetup, signOut, type User } from "../api/routes.ts";
import { useI18n } from "../i18n/i18n.ts";
import { AccountPage } from "../rooms/account/AccountPage.tsx";
import { SetUp } from "../rooms/account/SetUp.tsx";
import { SignIn } from "../rooms/account/SignIn.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { useResource } from "../ui/use-resource.ts";
import { forgetKept, readKept, type Kept } from "./kept.ts";
import { forgetReadPosition } from "../notifications/stored.ts";
import { readTold } from "../notifications/push/told.ts";
import { forgetOutbox } from "../portfolio/outbox.ts";
import { SignedIn } from "./SignedIn.tsx";

type Visitor =
  | { kind: "needs_owner" }
  | { kind: "signed_out"; why?: "session_lost" | "deleted" }
  | { kind: "signed_in"; user: User; kept?: Kept };

async function whoVisits(): Promise<Visitor> {
  try {
    const { needsOwner } = await getSetup();
    if (needsOwner) return { kind: "needs_owner" };
    return { kind: "signed_in", user: (await getMe()).user };
  } catch (thrown) {
    const { code } = toApiError(thrown);
    const kept = code === "offline" ? readKept() : undefined;
    if (kept !== undefined) return { kind: "signed_in", user: kept.user, kept };
    if (code === "not_signed_in") return { kind: "signed_out" };
    throw thrown;
  }
}

/** Needs most of what pushes need; loaded where this browser is pushed to. */
async function leavePush(): Promise<void> {
  if (readTold() === undefined) return;
  await import("../notifications/push/browser.ts").then((push) => push.leavePush()).catch(() => undefined);
}

export function App() {
  const { t } = useI18n();
  const first = useResource(whoVisits);
  const [later, setLater] = useState<Visitor>();
  const visitor = later ?? first.value;

  const onSignedIn = useCallback((user: User) => setLater({ kind: "signed_in", user }), []);
  const onSessionLost = useCallback(() => setLater({ kind: "signed_out", why: "session_lost" }), []);
  const onSignOut = useCallback(() => {
    forgetKept();
    // Gone from this page in any case; a server that does not answer forgets the session when it expires.
    void leavePush()
      .then(signOut)
      .catch(() => undefined)
      .then(() => setLater({ kind: "signed_out" }));
  }, []);
  const onDeleted = useCallback((userId: string) => {
    forgetKept();
    forgetOutbox(userId);
    forgetReadPosition(userId);
    void leavePush();
    setLater({ kind: "signed_out", why: "deleted" });
  }, []);

  if (visitor === undefined) {
    return (
      <AccountPage title={first.error === undefined ? t.app.loading : t.app.name}>
        {first.error !== undefined && <ErrorNotice error={first.error} onRetry={first.reload} />}
      </AccountPage>
    );
  }
  if (visitor.kind === "needs_owner") return <SetUp onSignedIn={onSignedIn} />;
  if (visitor.kind === "signed_out") return <SignIn why={visitor.why} onSignedIn={onSignedIn} />;
  return (
    <SignedIn
      key={visitor.user.id}
      user={visitor.user}
      kept={visitor.kept}
      onSignOut={onSignOut}
      onSessionLost={onSessionLost}
      onDeleted={() => onDeleted(visitor.user.id)}
    />
  );
}

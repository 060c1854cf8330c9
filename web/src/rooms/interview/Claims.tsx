import { useCallback } from "react";
import type { Claim } from "../../api/interview.ts";
import { sendCommand } from "../../api/commands.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";

interface ClaimsProps {
  claims: readonly Claim[];
  /** Something was kept: what is shown has to be loaded again. */
  onKept: () => void;
}

/** What was said of one's own state beside what the signals looked like: about the difference, never about honesty. */
export function Claims({ claims, onKept }: ClaimsProps) {
  const { t } = useI18n();
  const keep = useAction(
    useCallback(
      async (sessionId: string, claimId: string) => {
        await sendCommand("session", "confirm_claim", { sessionId, claimId });
        onKept();
      },
      [onKept],
    ),
  );
  if (claims.length === 0) return null;
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-medium">{t.interview.claims}</h3>
      <ul className="mt-1 grid gap-2 text-sm">
        {claims.map(({ id, text, direction, sessionId, verdict, confirmed }) => (
          <li key={id}>
            <q>{text}</q>{" "}
            <span className="text-muted">
              {fill(t.interview.verdicts[verdict], {
                said: t.session.directions[direction],
                look: t.interview.looks[direction],
              })}
            </span>{" "}
            {verdict === "differs" && !confirmed && sessionId !== undefined && (
              <Button kind="quiet" disabled={keep.running} onClick={() => keep.run(sessionId, id)}>
                {t.interview.keep}
              </Button>
            )}
            {confirmed && <span className="text-muted">{t.interview.kept}</span>}
          </li>
        ))}
      </ul>
      {keep.error !== undefined && <ErrorNotice error={keep.error} />}
    </section>
  );
}

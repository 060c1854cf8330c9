import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { useLive, usePortfolio } from "./live.ts";

/** Changes made without the server, which it refused when it was back. */
export function RefusedEdits() {
  const { t, f } = useI18n();
  const { portfolio } = useLive();
  const { refused } = usePortfolio();
  const last = refused.at(-1);
  if (last === undefined) return null;
  return (
    <div className="mb-4">
      <p className="mb-1">{f.plural(t.feed.refusedEdits, refused.length)}</p>
      <ErrorNotice error={last} />
      <Button className="mt-2" onClick={() => portfolio.forgetRefused()}>
        {t.life.dismiss}
      </Button>
    </div>
  );
}

import { useI18n } from "../../../i18n/i18n.ts";
import { Dialog } from "../../../ui/Dialog.tsx";

const KEYS = [
  ["Space", "play"],
  ["← →", "second"],
  ["⇧ ← →", "ten"],
  [", .", "fine"],
  ["Home End", "ends"],
  ["↑ ↓", "speed"],
  ["[ ]", "loop"],
  ["\\", "noLoop"],
  ["+ −", "zoom"],
  ["m", "mark"],
  ["b n", "jump"],
  ["?", "help"],
] as const;

/** Everything of a replay by keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog title={t.replay.keys} onClose={onClose}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {KEYS.map(([keys, what]) => (
          <div key={what} className="contents">
            <dt className="font-mono">{keys}</dt>
            <dd>{t.replay.key[what]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

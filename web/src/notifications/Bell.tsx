import { isQuiet } from "@trajectory/protocols/notifications/kinds.ts";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useFeed } from "../app/live.ts";
import { Link } from "../app/Link.tsx";
import { useI18n } from "../i18n/i18n.ts";
import { useNow } from "../ui/use-now.ts";
import { allRead, clockOf, notificationsOf, type ReadPosition } from "./notifications.ts";
import { useQuietHours, useReadPosition, writeReadPosition } from "./stored.ts";

/** Between two looks at the clock for the quiet hours, ms. */
const CLOCK_MS = 10_000;
const MOST_COUNTED = 99;

/** Says how much is unread, and opens the list of it; the browser closes it with Escape or a click elsewhere. */
export function Bell({ userId }: { userId: string }) {
  const { t, f } = useI18n();
  const { filled, seq, resyncs, news, jobs } = useFeed();
  const read = useReadPosition(userId);
  const quiet = isQuiet(useQuietHours(), clockOf(new Date(useNow(CLOCK_MS))));
  /** What was read before the list was opened; undefined: it is closed. */
  const [before, setBefore] = useState<ReadPosition>();
  const id = useId();
  const panel = useRef<HTMLDialogElement>(null);
  const open = before !== undefined;
  const list = notificationsOf({ news, jobs }, before ?? read, t, f);
  const unread = open ? 0 : list.filter((one) => one.unread).length;
  const counted = filled && !quiet ? unread : 0;

  const markRead = useEffectEvent((...upTo: [seq: number, jobs: Parameters<typeof allRead>[1]]) =>
    writeReadPosition(userId, allRead(...upTo, read)),
  );
  useEffect(() => {
    if (open && filled) markRead(seq, jobs);
  }, [open, filled, seq, jobs]);

  // A log that was restored from an older copy counts from a lower number again. Only when it begins anew: another
  // tab may be ahead of this one for a moment.
  const followed = useRef(-1);
  useEffect(() => {
    if (!filled || followed.current === resyncs) return;
    followed.current = resyncs;
    if (read.seq > seq) writeReadPosition(userId, { ...read, seq });
  }, [filled, resyncs, read, seq, userId]);

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={counted === 0 ? t.notifications.title : f.plural(t.notifications.unread, counted)}
        className="relative rounded-md p-1.5 text-muted hover:text-ink"
      >
        <BellShape />
        {counted > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-1 -right-1.5 min-w-4.5 rounded-full bg-carry px-1 text-center text-xs leading-4.5 font-semibold text-ground"
          >
            {counted > MOST_COUNTED ? `${MOST_COUNTED}+` : counted}
          </span>
        )}
      </button>
      <dialog
        ref={panel}
        id={id}
        popover="auto"
        aria-label={t.notifications.title}
        onToggle={({ newState }) => setBefore(newState === "open" ? read : undefined)}
        className="fixed inset-auto top-12 right-3 m-0 max-h-[calc(100dvh-4rem)] w-96 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-line bg-raised p-4 text-ink shadow-lg sm:right-6"
      >
        {open && (
          <>
            <h2 className="mb-2 font-semibold">{t.notifications.title}</h2>
            {list.length === 0 && <p className="text-sm text-muted">{t.notifications.none}</p>}
            <ol className="text-sm">
              {list.map((one) => (
                <li key={one.id} className="border-b border-line py-2 last:border-0">
                  <Link
                    to={one.to}
                    onFollow={() => panel.current?.hidePopover()}
                    className={`block break-words hover:underline ${one.unread ? "font-semibold" : ""}`}
                  >
                    {one.unread && <span className="text-carry">{t.notifications.new} </span>}
                    {one.text}
                  </Link>
                  <time dateTime={new Date(one.at).toISOString()} className="text-muted">
                    {f.dateTime(one.at)}
                  </time>
                </li>
              ))}
            </ol>
          </>
        )}
      </dialog>
    </>
  );
}

function BellShape() {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-5"
    >
      <path d="M4 14.5h12c-1.2-1.3-1.7-2.6-1.7-5.5a4.3 4.3 0 0 0-8.6 0c0 2.9-.5 4.2-1.7 5.5Z" />
      <path d="M8.4 17a1.8 1.8 0 0 0 3.2 0M10 4.7V3" />
    </svg>
  );
}

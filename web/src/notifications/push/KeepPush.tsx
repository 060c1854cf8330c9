import { useEffect } from "react";
import { useFeed } from "../../app/live.ts";
import { navigate } from "../../app/router.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { useQuietHours } from "../stored.ts";
import { ownSettings, readTold } from "./told.ts";

const SETTLED_MS = 1_000;

/** Answers the service worker, and tells the server what has changed in a browser that is pushed to. Shows nothing. */
export function KeepPush({ userId }: { userId: string }) {
  const { language } = useI18n();
  const settings = JSON.stringify(ownSettings(language, useQuietHours()));
  const isLive = useFeed().status.kind === "live";

  useEffect(() => {
    if (readTold()?.userId !== userId) return;
    const timer = setTimeout(() => {
      // Without network, or without a push service, it is tried at the next visit.
      import("./browser.ts")
        .then(({ keepTold }) => keepTold(userId, JSON.parse(settings)))
        .catch(() => undefined);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [userId, settings]);

  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const answer = ({ data, ports }: MessageEvent<{ ask?: string; open?: string } | null>): void => {
      if (data?.open !== undefined) navigate(data.open);
      else if (data?.ask !== "bell" || !isLive) return;
      ports[0]?.postMessage(true);
    };
    navigator.serviceWorker.addEventListener("message", answer);
    return () => navigator.serviceWorker.removeEventListener("message", answer);
  }, [isLive]);
  return null;
}

/** Joins the parts that keep a signed-in page alive: the feed's connection and store, and the portfolio. */
import { createContext, use, useSyncExternalStore } from "react";
import { getSessions } from "../api/routes.ts";
import { openFeedSocket, probeServer } from "../feed/browser-socket.ts";
import { FeedConnection } from "../feed/connection.ts";
import { FeedStore, type FeedView } from "../feed/store.ts";
import { PortfolioStore, type PortfolioView } from "../portfolio/store.ts";

export interface Live {
  feed: FeedStore;
  portfolio: PortfolioStore;
  /** Connects now instead of waiting. */
  reconnect: () => void;
  /** Starts; the returned function stops. */
  start: () => () => void;
}

function setTimer(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** After the last event of a burst, ms. */
const BELIEF_DELAY_MS = 300;

export function createLive(): Live {
  const now = (): number => performance.now();
  const feed = new FeedStore({ now, epoch: Date.now, setTimer });
  const portfolio = new PortfolioStore();
  const connection = new FeedConnection({
    open: openFeedSocket,
    probe: probeServer,
    now,
    setTimer,
    random: Math.random,
    lastSeq: () => feed.lastSeq(),
    onMessage: (message) => feed.apply(message),
    onStatus: (status) => feed.setStatus(status),
  });

  function start(): () => void {
    let resyncs = feed.view().resyncs;
    /** The session for which the list was asked; it is asked once for each. */
    let listedFor: string | undefined;
    // Beliefs are computed on the server: events of the skills ask for them again, once for a burst.
    let cancelReload: () => void = () => {};
    const unsubscribe = [
      feed.onEvent((event) => {
        portfolio.apply(event);
        if (event.actor !== "skills" || !feed.view().filled) return;
        cancelReload();
        cancelReload = setTimer(BELIEF_DELAY_MS, () => void portfolio.load());
      }),
      feed.subscribe(() => {
        const view = feed.view();
        if (view.resyncs !== resyncs) void portfolio.load();
        resyncs = view.resyncs;
        const shown = view.signals?.id;
        if (shown !== undefined && shown !== listedFor && view.sessions[shown] === undefined) {
          listedFor = shown;
          listSessions();
        }
      }),
    ];
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("offline", () => connection.networkLost(), { signal });
    addEventListener("online", () => connection.start(), { signal });
    // A laptop that wakes up has a dead socket and a long pause before it: try at once.
    document.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
    connection.start();
    void portfolio.load();
    listSessions();
    return () => {
      stop.abort();
      for (const end of unsubscribe) end();
      cancelReload();
      connection.stop();
    };
  }

  /** Only names the sessions that began before the events held; without it they are shown as unknown. */
  function listSessions(): void {
    void getSessions().then(
      (sessions) => feed.addSessions(sessions),
      () => undefined,
    );
  }

  function wake(): void {
    if (feed.view().status.kind === "waiting") connection.start();
  }

  return { feed, portfolio, reconnect: () => connection.start(), start };
}

export const LiveContext = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === undefined) throw new Error("useLive is used outside of LiveContext");
  return live;
}

export function useFeed(): FeedView {
  const { feed } = useLive();
  return useSyncExternalStore(feed.subscribe, feed.view);
}

export function usePortfolio(): PortfolioView {
  const { portfolio } = useLive();
  return useSyncExternalStore(portfolio.subscribe, portfolio.view);
}

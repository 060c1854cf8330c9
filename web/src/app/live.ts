/** Joins the parts that keep a signed-in page alive: the feed's connection and store, and the portfolio. */
import { createContext, use, useSyncExternalStore } from "react";
import { getJobs } from "../api/jobs.ts";
import { getSessions, type User } from "../api/routes.ts";
import { openFeedSocket, probeServer } from "../feed/browser-socket.ts";
import { FeedConnection } from "../feed/connection.ts";
import { FeedStore, type FeedView } from "../feed/store.ts";
import { createPortfolioStore, type PortfolioStore, type PortfolioView } from "../portfolio/store.ts";
import { keep, readKept, type Kept } from "./kept.ts";

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

/** What is shown is kept this often, ms. */
const KEEP_MS = 10_000;
/** Edits that wait are tried again this often, ms. */
const SEND_AGAIN_MS = 5_000;
/** After the last event of a burst, ms. */
const BELIEF_DELAY_MS = 300;

/** @param kept What an earlier visit kept, where the server does not answer */
export function createLive(user: User, kept: Kept | undefined): Live {
  const now = (): number => performance.now();
  const feed = new FeedStore({ now, epoch: Date.now, setTimer });
  const portfolio = createPortfolioStore(user.id);
  if (kept !== undefined) {
    const { seq, stateSeq, state, events } = kept;
    feed.restore({ userId: user.id, seq, stateSeq, state, events });
    portfolio.restore(kept.portfolio);
  }
  const earlier = readKept();
  if (earlier?.user.id === user.id) feed.addNews(earlier.news ?? earlier.events);
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
    let wasLive = false;
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
        const isLive = view.status.kind === "live";
        const back = isLive && portfolio.view().error?.code === "offline";
        if (view.resyncs !== resyncs || back) void portfolio.load();
        if (isLive && !wasLive) {
          void portfolio.flush();
          listJobs();
        }
        wasLive = isLive;
        resyncs = view.resyncs;
        const shown = view.signals?.id;
        if (shown !== undefined && shown !== listedFor && view.sessions[shown] === undefined) {
          listedFor = shown;
          listSessions();
        }
      }),
    ];
    const keeping = setInterval(keepShown, KEEP_MS);
    // A network that comes back is not always said, and a feed may outlive it.
    const sending = setInterval(() => {
      if (feed.view().status.kind === "live" && portfolio.view().waiting > 0) void portfolio.flush();
    }, SEND_AGAIN_MS);
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("pagehide", keepShown, { signal });
    addEventListener("offline", () => connection.networkLost(), { signal });
    addEventListener("online", () => connection.start(), { signal });
    // A laptop that wakes up has a dead socket, whether that is known already or not.
    document.addEventListener("visibilitychange", () => document.hidden || connection.refresh(), { signal });
    connection.start();
    void portfolio.load();
    listSessions();
    return () => {
      stop.abort();
      clearInterval(keeping);
      clearInterval(sending);
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

  /** Jobs are not part of the back-fill: those that ended while nobody listened are asked for. */
  function listJobs(): void {
    void getJobs().then(
      (jobs) => feed.addJobs(jobs),
      () => undefined,
    );
  }

  function keepShown(): void {
    const { seq, stateSeq, state, events, news, filled } = feed.view();
    const loaded = portfolio.view();
    if (!filled || state === undefined || loaded.base === undefined) return;
    // Edits under way are kept by the outbox.
    keep({ version: 2, user, seq, stateSeq, state, events, news, portfolio: loaded.base });
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

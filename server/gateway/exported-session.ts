/** What of a session goes into a file: its samples, windows and what was written to the log meanwhile, as they are read. */
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { screenWindows } from "@trajectory/ingest/windows/screen-windows.ts";
import { type ClockExchange, WINDOW_KIND_NUMBER, type Window } from "@trajectory/protocols/messages.ts";
import { inTurns } from "../compute/in-turns.ts";
import type { EtaPoint, Exported } from "../exchange/exported.ts";
import { sampleRows } from "../exchange/sample-rows.ts";
import type { HistoryStore } from "./ports.ts";
import type { Marker, SessionNotes } from "./session-notes.ts";
import type { SessionSummary, SignalHistory } from "./signal-history.ts";

/** The end of every span, ms. */
export const LATEST = 4_102_444_800_000;
const PAGE = 500;
const ETA_STEP_MS = 5_000;
const MOST_ETAS = 1_000;

export interface ExportSources {
  signals: SignalHistory;
  samples: Pick<SignalStore, "readBlocks">;
  /** Stamp of the newest sample of a session that was let go of, µs. */
  letGoUntil: (sessionId: string) => Promise<number | undefined>;
  history: HistoryStore;
  notes: Pick<SessionNotes, "markers">;
  /** η at rising times, ms; where it is left out, files have none. */
  etas?: (userId: string, times: number[]) => AsyncIterable<EtaPoint>;
}

/** @param from by the sensor's clock, ms; `to`: one behind the last */
export function exportedSession(
  { signals, samples, letGoUntil, history, notes, etas = none }: ExportSources,
  userId: string,
  session: SessionSummary,
  { from, to }: { from: number; to: number },
): Exported {
  const { sessionId, startedAt, endedAt } = session;
  const span = { fromUs: from * 1_000, toUs: to * 1_000 };
  return {
    session,
    rows: sampleRows(session.streams, (stream, us) => samples.readBlocks(sessionId, stream, us), span),
    windows: inOrder(
      windowsOf(signals, userId, sessionId, from, to),
      computedOf({ samples, letGoUntil }, session, span),
    ),
    events: eventsOf(history, userId, Math.max(from, startedAt), Math.min(to, endedAt ?? LATEST)),
    exchanges: exchangesOf(signals, sessionId, span),
    markers: markersOf(notes, userId, { sessionId, from, to }),
    etas: etas(userId, timesOf(Math.max(from, startedAt), Math.min(to, endedAt ?? session.to ?? startedAt))),
  };
}

async function* none(): AsyncGenerator<never> {}

async function* markersOf(
  notes: ExportSources["notes"],
  userId: string,
  asked: Parameters<SessionNotes["markers"]>[1],
): AsyncGenerator<Marker> {
  yield* await notes.markers(userId, asked);
}

/** Some seconds apart, and no more than a chart has points. */
function timesOf(from: number, to: number): number[] {
  const step = Math.max(ETA_STEP_MS, (to - from) / MOST_ETAS);
  const times: number[] = [];
  for (let at = from; at <= to; at += step) times.push(at);
  return times;
}

async function* exchangesOf(
  signals: SignalHistory,
  sessionId: string,
  { fromUs, toUs }: { fromUs: number; toUs: number },
): AsyncGenerator<ClockExchange> {
  for (let after = fromUs - 1; ;) {
    const page = await signals.exchanges(sessionId, after);
    for (const exchange of page) {
      if (exchange.t0Us >= toUs) return;
      yield exchange;
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.t0Us;
  }
}

async function* windowsOf(
  signals: SignalHistory,
  userId: string,
  sessionId: string,
  from: number,
  to: number,
): AsyncGenerator<Window> {
  /** Windows of the moment that the next page begins with, which are out already. */
  let seen = new Set<string>();
  for (let at = from; ;) {
    const page = await signals.windows(userId, { sessionId, from: at, to, limit: PAGE });
    const fresh = page.filter((window) => !seen.has(keyOf(window)));
    yield* fresh;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || fresh.length === 0) return;
    at = Math.floor(last.t0Us / 1_000);
    seen = new Set(page.filter(({ t0Us }) => t0Us >= at * 1_000).map(keyOf));
  }
}

/** The windows of the screen, which are not stored. */
async function* computedOf(
  { samples, letGoUntil }: Pick<ExportSources, "samples" | "letGoUntil">,
  { sessionId, streams }: SessionSummary,
  span: { fromUs: number; toUs: number },
): AsyncGenerator<Window> {
  yield* screenWindows({
    store: { readBlocks: (...of) => inTurns(samples.readBlocks(...of)) },
    sessionId,
    streams,
    fromUs: Math.floor(span.fromUs),
    toUs: Math.ceil(span.toUs),
    letGoUntilUs: await letGoUntil(sessionId),
  });
}

/** Merges what is stored and what is computed; what is both, from when such windows were stored, is said once. */
async function* inOrder(
  stored: AsyncGenerator<Window>,
  computed: AsyncGenerator<Window>,
): AsyncGenerator<Window> {
  let next = await computed.next();
  let said: number | undefined;
  try {
    for await (const window of stored) {
      while (next.done !== true && next.value.t0Us <= window.t0Us) {
        yield next.value;
        said = next.value.t0Us;
        next = await computed.next();
      }
      if (window.kind !== WINDOW_KIND_NUMBER.screen || window.t0Us !== said) yield window;
    }
    while (next.done !== true) {
      yield next.value;
      next = await computed.next();
    }
  } finally {
    await computed.return(undefined);
  }
}

function keyOf({ kind, t0Us }: Window): string {
  return `${kind} ${t0Us}`;
}

async function* eventsOf(
  history: HistoryStore,
  userId: string,
  from: number,
  to: number,
): AsyncGenerator<EventRecord> {
  let after = (await history.snapshotBefore(userId, from))?.seq ?? 0;
  for (;;) {
    const page = await history.events(userId, after, PAGE);
    for (const event of page) {
      if (event.at > to) return;
      if (event.at >= from) yield event;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.seq;
  }
}

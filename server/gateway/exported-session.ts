/** What of a session goes into a file: its samples, windows and what was written to the log meanwhile, as they are read. */
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import type { Exported } from "../exchange/exported.ts";
import { sampleRows } from "../exchange/sample-rows.ts";
import type { HistoryStore } from "./ports.ts";
import type { SessionSummary, SignalHistory } from "./signal-history.ts";

/** The end of every span, ms. */
export const LATEST = 4_102_444_800_000;
const PAGE = 500;

export interface ExportSources {
  signals: SignalHistory;
  samples: Pick<SignalStore, "readBlocks">;
  history: HistoryStore;
}

/** @param from by the sensor's clock, ms; `to`: one behind the last */
export function exportedSession(
  { signals, samples, history }: ExportSources,
  userId: string,
  session: SessionSummary,
  { from, to }: { from: number; to: number },
): Exported {
  const { sessionId, startedAt, endedAt } = session;
  const span = { fromUs: from * 1_000, toUs: to * 1_000 };
  return {
    session,
    rows: sampleRows(session.streams, (stream, us) => samples.readBlocks(sessionId, stream, us), span),
    windows: windowsOf(signals, userId, sessionId, from, to),
    events: eventsOf(history, userId, Math.max(from, startedAt), Math.min(to, endedAt ?? LATEST)),
  };
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

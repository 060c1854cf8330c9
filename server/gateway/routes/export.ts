/** A session as a file for other people's tools, streamed as it is read. */
import { Readable } from "node:stream";
import { Type } from "typebox";
import type { Authenticate, SignalStore } from "@trajectory/ingest/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { SessionId } from "@trajectory/protocols/events/session.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { EXPORT_FORMATS, FORMATS } from "../../exchange/export.ts";
import { sampleRows } from "../../exchange/sample-rows.ts";
import type { App } from "../app.ts";
import { holderOf, tokenOf } from "../auth.ts";
import type { HistoryStore } from "../ports.ts";
import type { SignalHistory } from "../signal-history.ts";
import { checkSpan } from "./signals.ts";

/** Each reads a whole session. */
const LIMITS = { rateLimit: { max: 60, timeWindow: "1 minute" } };
const LATEST = 4_102_444_800_000;
const PAGE = 500;

const Query = Type.Object(
  {
    format: Type.Enum([...EXPORT_FORMATS], { default: "csv" }),
    from: Type.Optional(
      Type.Number({ minimum: 0, maximum: LATEST, description: "ms since 1970, by the sensor's clock" }),
    ),
    to: Type.Optional(Type.Number({ minimum: 0, maximum: LATEST, description: "one behind the last, ms" })),
  },
  { additionalProperties: false },
);

export interface ExportRoute {
  authenticate: Authenticate;
  signals: SignalHistory;
  samples: Pick<SignalStore, "readBlocks">;
  history: HistoryStore;
}

export function exportRoute(app: App, { authenticate, signals, samples, history }: ExportRoute): void {
  app.get(
    "/api/sessions/:id/export",
    {
      config: LIMITS,
      schema: {
        tags: ["sessions"],
        summary: "A session as CSV, Parquet or MCAP",
        description:
          "Streamed, however long the session is; hanging up ends it. A span without samples is a file without rows. " +
          "What is in the files stands in docs/exchange.md. " +
          "Token: Authorization: Bearer, or the cookie.",
        params: Type.Object({ id: SessionId }),
        querystring: Query,
        response: {
          200: {
            description: "The file",
            content: Object.fromEntries(
              Object.values(FORMATS).map(({ mediaType }) => [
                mediaType.split(";")[0] ?? mediaType,
                { schema: { type: "string", format: "binary" } },
              ]),
            ),
          },
        },
      },
    },
    async (request, reply) => {
      const { format, from = 0, to = LATEST } = request.query;
      checkSpan(from, to);
      const userId = await holderOf(tokenOf(request), authenticate);
      const session = await signals.session(userId, request.params.id);
      const span = { fromUs: from * 1_000, toUs: to * 1_000 };
      const { sessionId, startedAt, endedAt } = session;
      const { mediaType, write } = FORMATS[format];
      const file = write({
        session,
        rows: sampleRows(session.streams, (stream, us) => samples.readBlocks(sessionId, stream, us), span),
        windows: windowsOf(signals, userId, sessionId, from, to),
        events: eventsOf(history, userId, Math.max(from, startedAt), Math.min(to, endedAt ?? LATEST)),
      });
      // The body is read no faster than it is taken, and no further once it is closed.
      return reply
        .header("content-type", mediaType)
        .header("content-disposition", `attachment; filename="session-${sessionId}.${format}"`)
        .send(Readable.from(file, { objectMode: false, highWaterMark: 1 << 18 }));
    },
  );
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

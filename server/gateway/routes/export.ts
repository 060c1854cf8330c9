/** A session as a file for other people's tools, streamed as it is read. */
import { Readable } from "node:stream";
import { Type } from "typebox";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { SessionId } from "@trajectory/protocols/events/session.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { EXPORT_FORMATS, EXPORT_TABLES, type ExportFormat, FORMATS } from "../../exchange/export.ts";
import type { App } from "../app.ts";
import { holderOf, tokenOf } from "../auth.ts";
import { type ExportSources, exportedSession, LATEST } from "../exported-session.ts";
import type { SessionSummary } from "../signal-history.ts";
import { type ZipEntry, zipFile } from "../../exchange/zip-file.ts";
import { OfUser } from "./signal-queries.ts";
import { checkSpan } from "./signals.ts";

/** Each reads a whole session. */
const PAGE = 100;
/** A session goes on for no longer, ms. */
const LONGEST_MS = 7 * 86_400_000;
const LIMITS = { rateLimit: { max: 60, timeWindow: "1 minute" } };

const Query = Type.Object(
  {
    format: Type.Enum([...EXPORT_FORMATS], { default: "csv" }),
    table: Type.Enum([...EXPORT_TABLES], {
      default: "samples",
      description: "Of CSV and Parquet; an MCAP file has the markers as a channel",
    }),
    from: Type.Optional(
      Type.Number({ minimum: 0, maximum: LATEST, description: "ms since 1970, by the sensor's clock" }),
    ),
    to: Type.Optional(Type.Number({ minimum: 0, maximum: LATEST, description: "one behind the last, ms" })),
  },
  { additionalProperties: false },
);

export interface ExportRoute {
  authenticate: Authenticate;
  sources: ExportSources;
  now: () => number;
}

/** With samples in the time, oldest first; one more than fit where there are more. */
async function sessionsIn(
  { signals }: ExportSources,
  userId: string,
  from: number,
  to: number,
): Promise<SessionSummary[]> {
  const found = new Map<string, SessionSummary>();
  for (let before = to; found.size <= MOST_SESSIONS;) {
    const page = await signals.sessions(userId, before, PAGE);
    for (const session of page) {
      const { from: first, to: last } = session;
      if (first !== null && last !== null && first < to && last >= from)
        found.set(session.sessionId, session);
    }
    const last = page.at(-1);
    // Sessions are listed by their beginning: one that began days before may still have gone on.
    if (last === undefined || page.length < PAGE || last.startedAt < from - LONGEST_MS) break;
    before = last.startedAt;
  }
  return [...found.values()].toReversed();
}

async function* filesOf(
  sources: ExportSources,
  userId: string,
  sessions: readonly SessionSummary[],
  { format, from, to }: { format: ExportFormat; from: number; to: number },
): AsyncGenerator<ZipEntry> {
  for (const session of sessions) {
    const { sessionId, startedAt, clock } = session;
    // Stamps are the sensor's.
    const ahead = clock.offsetMs ?? 0;
    const span = { from: Math.max(0, from - ahead), to: to - ahead };
    const name = `${new Date(startedAt).toISOString().slice(0, 10)}-${sessionId}`;
    const { samples, markers } = FORMATS[format];
    const exported = () => exportedSession(sources, userId, session, span);
    const isPacked = format !== "csv";
    yield { name: `${name}.${format}`, content: samples(exported()), isPacked };
    if (markers === undefined || (await sources.notes.markers(userId, { sessionId, ...span })).length === 0)
      continue;
    yield { name: `${name}-markers.${format}`, content: markers(exported()), isPacked };
  }
}

/** Sessions of one archive at most: a person has some a day. */
const MOST_SESSIONS = 500;

const SpanQuery = Type.Object(
  {
    format: Type.Enum([...EXPORT_FORMATS], { default: "csv" }),
    from: Type.Number({ minimum: 0, maximum: LATEST, description: "ms since 1970, by the server's clock" }),
    to: Type.Number({ minimum: 0, maximum: LATEST, description: "one behind the last, ms" }),
  },
  { additionalProperties: false },
);

export function exportRoute(app: App, { authenticate, sources, now }: ExportRoute): void {
  app.get(
    "/api/signals/:userId/export",
    {
      config: LIMITS,
      schema: {
        tags: ["signals"],
        summary: "The sessions of a time as one ZIP archive: a CSV, Parquet or MCAP file each",
        description:
          "Every session with samples in the time, cut to it; as CSV and Parquet its markers are a file beside it. Streamed, however long it is; hanging up ends it. " +
          `At most ${MOST_SESSIONS} sessions. Token: Authorization: Bearer, or the cookie.`,
        params: OfUser,
        querystring: SpanQuery,
        response: {
          200: {
            description: "The archive",
            content: Object.fromEntries([
              ["application/zip", { schema: { type: "string", format: "binary" } }],
            ]),
          },
        },
      },
    },
    async (request, reply) => {
      const { format, from, to } = request.query;
      checkSpan(from, to);
      const userId = await holderOf(tokenOf(request), authenticate);
      if (userId !== request.params.userId) {
        throw new ProtocolError("forbidden", "These are the signals of somebody else.");
      }
      const sessions = await sessionsIn(sources, userId, from, to);
      if (sessions.length > MOST_SESSIONS) {
        throw new ProtocolError("invalid_input", `More than ${MOST_SESSIONS} sessions are in this time.`, {
          field: "from",
        });
      }
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", `attachment; filename="sessions.zip"`)
        .send(
          Readable.from(zipFile(filesOf(sources, userId, sessions, { format, from, to }), now()), {
            objectMode: false,
            highWaterMark: 1 << 18,
          }),
        );
    },
  );

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
      const { format, table, from = 0, to = LATEST } = request.query;
      checkSpan(from, to);
      const userId = await holderOf(tokenOf(request), authenticate);
      const session = await sources.signals.session(userId, request.params.id);
      const { mediaType, [table]: write } = FORMATS[format];
      if (write === undefined) {
        throw new ProtocolError("invalid_input", `A file of ${format} has every table: leave this out.`, {
          field: "table",
        });
      }
      const name = `session-${session.sessionId}${table === "samples" ? "" : `-${table}`}.${format}`;
      const file = write(exportedSession(sources, userId, session, { from, to }));
      // The body is read no faster than it is taken, and no further once it is closed.
      return reply
        .header("content-type", mediaType)
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(Readable.from(file, { objectMode: false, highWaterMark: 1 << 18 }));
    },
  );
}

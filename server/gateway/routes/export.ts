/** A session as a file for other people's tools, streamed as it is read. */
import { Readable } from "node:stream";
import { Type } from "typebox";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { SessionId } from "@trajectory/protocols/events/session.ts";
import { EXPORT_FORMATS, FORMATS } from "../../exchange/export.ts";
import type { App } from "../app.ts";
import { holderOf, tokenOf } from "../auth.ts";
import { type ExportSources, exportedSession, LATEST } from "../exported-session.ts";
import { checkSpan } from "./signals.ts";

/** Each reads a whole session. */
const LIMITS = { rateLimit: { max: 60, timeWindow: "1 minute" } };

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
  sources: ExportSources;
}

export function exportRoute(app: App, { authenticate, sources }: ExportRoute): void {
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
      const session = await sources.signals.session(userId, request.params.id);
      const { mediaType, write } = FORMATS[format];
      const file = write(exportedSession(sources, userId, session, { from, to }));
      // The body is read no faster than it is taken, and no further once it is closed.
      return reply
        .header("content-type", mediaType)
        .header("content-disposition", `attachment; filename="session-${session.sessionId}.${format}"`)
        .send(Readable.from(file, { objectMode: false, highWaterMark: 1 << 18 }));
    },
  );
}

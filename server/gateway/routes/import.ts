/** A file of samples, from here or from other people's tools, as a session. */
import { Type } from "typebox";
import type { Authenticate, SignalStore } from "@trajectory/ingest/ports.ts";
import type { Uplink } from "@trajectory/ingest/uplink/uplink.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { importFile } from "../../exchange/import.ts";
import { spoolUpload } from "../../exchange/spool-upload.ts";
import type { App } from "../app.ts";
import { holderOf, tokenOf } from "../auth.ts";
import { uploadedFile, withForms } from "./uploaded-file.ts";

const LARGEST_FILE = 1 << 30;
/** At once, in this process; further ones are answered `busy`. */
const MOST_IMPORTS = 4;
const FILE_TYPES = ["text/csv", "application/x-mcap"];
const LIMITS = { rateLimit: { max: 120, timeWindow: "1 minute" } };

const Query = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "Of the file, else as the form calls it; Sensor Logger's tells its sensor",
      }),
    ),
    start: Type.Optional(
      Type.Number({
        minimum: 946_684_800_000,
        maximum: 4_102_444_800_000,
        description: "When second 0 was, ms since 1970, for files that count from their start",
      }),
    ),
  },
  { additionalProperties: false },
);

const Count = Type.Integer({ minimum: 0 });
const Answer = Type.Object({
  sessionId: Type.String(),
  format: Type.Enum(["csv", "mcap"]),
  repeated: Type.Boolean({ description: "The same file was imported before; nothing was added" }),
  streams: Type.Array(
    Type.Object({
      id: Count,
      kind: Count,
      channels: Type.Array(Type.String()),
      nominalHz: Type.Number(),
    }),
  ),
  ledgers: Type.Array(
    Type.Object({ stream: Count, captured: Count, stored: Count, dropped: Count, outstanding: Count }),
    { description: "captured = stored + dropped + outstanding; what the file leaves out counts as dropped" },
  ),
});

export interface ImportRoute {
  uplink: Uplink;
  signals: Pick<SignalStore, "session" | "ledger">;
  authenticate: Authenticate;
}

export function importRoute(app: App, { uplink, signals, authenticate }: ImportRoute): void {
  let underWay = 0;
  app.addContentTypeParser(FILE_TYPES, { bodyLimit: LARGEST_FILE }, (_request, payload, done) =>
    done(null, payload),
  );

  withForms(app, (scope) => {
    scope.post(
      "/api/sessions/import",
      {
        bodyLimit: LARGEST_FILE,
        config: LIMITS,
        schema: {
          tags: ["sessions"],
          summary: "Import a CSV or MCAP file as a session",
          description:
            `Body: the file, as ${FILE_TYPES.join(" or ")}, or a form (multipart/form-data) with one file, at most ` +
            `${LARGEST_FILE} bytes. docs/exchange.md says which columns and channels are understood. Sent again it is ` +
            "the same session. Token: Authorization: Bearer, or the cookie.",
          querystring: Query,
          response: { 200: Answer },
        },
      },
      async (request) => {
        const { query } = request;
        const token = tokenOf(request);
        const userId = await holderOf(token, authenticate);
        if (underWay >= MOST_IMPORTS) {
          throw new ProtocolError("busy", "Other files are being imported.", { retryAfterMs: 5_000 });
        }
        underWay++;
        try {
          const upload = await uploadedFile(request, FILE_TYPES);
          await using file = await spoolUpload(upload.pieces, LARGEST_FILE);
          const { path, hash, head } = file;
          return await importFile({
            path,
            hash,
            head,
            name: query.name ?? (upload.name || "recording"),
            startUs: query.start === undefined ? undefined : Math.round(query.start * 1_000),
            userId,
            token,
            uplink,
            signals,
          });
        } finally {
          underWay--;
        }
      },
    );
  });
}

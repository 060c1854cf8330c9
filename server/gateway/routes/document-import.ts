/** Documents from elsewhere. Tokens and addresses are used for the one call and not kept. */
import { Type } from "typebox";
import type { Sources } from "../../documents/sources.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { Document } from "./document-schemas.ts";
import { hangUpOf } from "./hang-up.ts";

/** Each may ask another server a hundred times. */
const config = { rateLimit: { max: 20, timeWindow: "1 minute" } };

const ImportBody = Type.Object(
  {
    source: Type.Enum(["calendar", "github", "notion"]),
    address: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: "Of a calendar (ICS), on the public internet",
      }),
    ),
    account: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9-]{1,39}$", description: "On GitHub" })),
    token: Type.Optional(
      Type.String({
        pattern: "^[\\x21-\\x7e]{1,500}$",
        description: "Of a Notion integration, or of GitHub for private repositories; not kept",
      }),
    ),
  },
  { additionalProperties: false, examples: [{ source: "github", account: "octocat" }] },
);

export function documentImportRoute(app: App, accounts: AccountStore, sources: Sources): void {
  app.post(
    "/api/documents/import",
    {
      onRequest: requireUser(accounts),
      config,
      schema: {
        tags: ["documents"],
        summary: "Fetch a calendar by its address, repositories from GitHub, or pages from Notion",
        description:
          "Fetched while you wait, at most 2 minutes; hanging up ends it. What is there already is not added again. " +
          "Notion: the 50 pages edited last that the token may read. GitHub: 20 repositories, 60 with a token.",
        body: ImportBody,
        response: {
          200: Type.Object(
            {
              documents: Type.Array(Document),
              added: Type.Integer({ minimum: 0, description: "How many were not there before" }),
            },
            { examples: [{ documents: [], added: 0 }] },
          ),
        },
      },
    },
    (request, reply) => sources.import(userOf(request).id, request.body, hangUpOf(reply)),
  );
}

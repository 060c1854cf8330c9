/** Everything of a person, to take along or to have deleted. */
import { Readable } from "node:stream";
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { accountArchive, type ArchiveSources } from "../../exchange/account-archive.ts";
import { zipFile } from "../../exchange/zip-file.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { SESSION_COOKIE, requireUser, userOf } from "../auth.ts";
import { verifyPassword } from "../passwords.ts";
import { type ExportSources, exportedSession } from "../exported-session.ts";
import type { AccountStore, PersonalData, User } from "../ports.ts";

/** @throws ProtocolError `not_found`, `owner_needed` */
export type EraseUser = (userId: string) => Promise<"erased" | "erasing">;

/** Attempts a minute and address, so that passwords cannot be tried out. */
const DELETIONS = { rateLimit: { max: 10, timeWindow: "1 minute" } };
/** Each reads everything there is of a person. */
const EXPORTS = { rateLimit: { max: 6, timeWindow: "1 minute" } };
const MOST_EXPORTS = 2;
const EVENTS_PAGE = 1_000;
const SESSIONS_PAGE = 100;
const tags = ["accounts"];

const Confirmation = Type.Object(
  { password: Type.String({ maxLength: 256, description: "Once more" }) },
  { additionalProperties: false, examples: [{ password: "a long sentence is best" }] },
);
export const Deleted = Type.Object(
  {
    state: Type.Enum(["erased", "erasing"], {
      description: "erased: every row is gone. erasing: nobody can sign in any more, and the rest is going",
    }),
  },
  { examples: [{ state: "erased" }] },
);

export interface AccountDataRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  personal: PersonalData;
  sources: ExportSources;
  erase: EraseUser;
  now: () => number;
}

export function accountDataRoutes(app: App, options: AccountDataRoutes): void {
  const { accounts, erase, now } = options;
  const signedIn = requireUser(accounts);
  let exports = 0;

  app.get(
    "/api/account/export",
    {
      config: EXPORTS,
      onRequest: signedIn,
      schema: {
        tags,
        summary: "Everything of yours in one ZIP archive",
        description:
          "The log, the state, skills, sessions with their samples as MCAP, and the rows of every other table. " +
          "Streamed, however much it is; hanging up ends it. What is in the files stands in docs/exchange.md.",
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
      if (exports >= MOST_EXPORTS) {
        throw new ProtocolError("busy", "Others are being exported.", { retryAfterMs: 30_000 });
      }
      exports++;
      reply.raw.once("close", () => exports--);
      const user = userOf(request);
      const archive = zipFile(accountArchive(sourcesOf(options, user), now()), now());
      const day = new Date(now()).toISOString().slice(0, 10);
      // The body is read no faster than it is taken, and no further once it is closed.
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", `attachment; filename="trajectory-${day}.zip"`)
        .send(Readable.from(archive, { objectMode: false, highWaterMark: 1 << 18 }));
    },
  );

  app.delete(
    "/api/account",
    {
      config: DELETIONS,
      onRequest: signedIn,
      schema: {
        tags,
        summary: "Delete your account and everything in it, for ever",
        description:
          "Asks for the password once more. Sockets are closed with 4410, tokens of devices are void. " +
          "The owner can go last only.",
        body: Confirmation,
        response: { 200: Deleted },
      },
    },
    async (request, reply) => {
      const user = userOf(request);
      const found = await accounts.findByEmail(user.email);
      if (found === undefined || !(await verifyPassword(request.body.password, found.passwordHash))) {
        throw new ProtocolError("wrong_credentials", "The password is wrong.", { field: "password" });
      }
      const state = await erase(user.id);
      void reply.clearCookie(SESSION_COOKIE, { path: "/" });
      return { state };
    },
  );
}

function sourcesOf({ actors, personal, sources }: AccountDataRoutes, user: User): ArchiveSources {
  const ask = (actor: ActorName, query: string) => () => actors.queryBytes(user.id, actor, query);
  return {
    account: user,
    state: new Map([
      ["physics", ask("life", "state")],
      ["portfolio", ask("life", "portfolio")],
      ["model", ask("life", "model")],
      ["skills", ask("skills", "graph")],
      ["session", ask("session", "state")],
      ["interview", ask("interview", "state")],
    ]),
    events: (afterSeq) => sources.history.events(user.id, afterSeq, EVENTS_PAGE),
    sessions: (before) => sources.signals.sessions(user.id, before, SESSIONS_PAGE),
    session: (session, span) => exportedSession(sources, user.id, session, span),
    tables: (leftOut) => personal.tables(user.id, leftOut),
  };
}

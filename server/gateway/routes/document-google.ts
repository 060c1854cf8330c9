/** A person's Google Calendar: the way to their consent, and the way back from it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { GoogleCalendar } from "../../documents/google-calendar.ts";
import type { App } from "../app.ts";
import { requirePerson, requireUser, SESSION_COOKIE, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";

const tags = ["documents"];
const config = { rateLimit: { max: 60, timeWindow: "1 minute" } };
const CALLBACK = "/api/documents/google/callback";
/** The address once more, asked for from our own page. */
const AGAIN = "again";

const Text = Type.Optional(Type.String({ maxLength: 2_000 }));
const Offered = Type.Object({ offered: Type.Boolean() }, { examples: [{ offered: false }] });
const Begun = Type.Object(
  { address: Type.String({ description: "Of Google's page, to be opened in the same browser" }) },
  { examples: [{ address: "https://accounts.google.com/o/oauth2/v2/auth?client_id=…&state=…" }] },
);

export function documentGoogleRoutes(app: App, accounts: AccountStore, google: GoogleCalendar): void {
  const onRequest = requireUser(accounts);
  const person = requirePerson(accounts);

  app.get(
    "/api/documents/google",
    {
      onRequest,
      schema: { tags, summary: "Whether Google Calendar can be read by consent", response: { 200: Offered } },
    },
    () => Promise.resolve({ offered: google.isOffered }),
  );

  app.post(
    "/api/documents/google",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Ask for the consent to read your Google Calendar",
        description:
          "Answers where it is given. It counts for you alone and for 10 minutes, and the calendar may only be read.",
        response: { 200: Begun },
      },
    },
    (request) =>
      Promise.resolve({ address: google.begin(userOf(request).id, `${originOf(request)}${CALLBACK}`) }),
  );

  app.get(
    CALLBACK,
    {
      config,
      onRequest: async (request, reply) => {
        if (google.isOffered && isFromElsewhere(request)) return comeAgain(request, reply);
        await person(request);
      },
      schema: {
        tags,
        summary: "Where Google sends the browser back to",
        description:
          "Reads the events of the next 8 weeks of the primary calendar once, keeps no token, and leads to " +
          "/documents?google= with `added`, `known` or the code of an error.",
        querystring: Type.Object({ state: Text, code: Text, error: Text }),
        response: { 302: { description: "To /documents", type: "null" } },
      },
    },
    async (request, reply) => {
      const outcome = await outcomeOf(request, reply);
      return reply.redirect(`/documents?google=${outcome}`);
    },
  );

  async function outcomeOf(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const query = request.query as Record<"state" | "code" | "error", string | undefined>;
    try {
      return (await google.finish(userOf(request).id, query, hangUpOf(reply))) ? "added" : "known";
    } catch (thrown) {
      const error = toProtocolError(thrown);
      // Nobody comes from Google then.
      if (error.code === "source_not_configured") throw error;
      if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.message);
      return error.code;
    }
  }
}

/** As the browser sees it, also before a proxy: the gateway refuses an Origin that is not of this host. */
function originOf({ headers, protocol, host }: FastifyRequest): string {
  const origin = headers.origin === undefined ? null : URL.parse(headers.origin);
  if (origin !== null) return origin.origin;
  if (URL.canParse(`${protocol}://${host}`)) return `${protocol}://${host}`;
  throw new ProtocolError("invalid_input", "The request does not say which server it is for.");
}

/** The cookie is SameSite=Strict: the browser leaves it out on the way from Google, and sends it from our page. */
function isFromElsewhere({ query, cookies }: FastifyRequest): boolean {
  const { state, [AGAIN]: again } = query as Record<string, unknown>;
  return cookies[SESSION_COOKIE] === undefined && typeof state === "string" && again === undefined;
}

function comeAgain({ query }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fields = Object.entries(query as Record<string, unknown>).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const again = new URLSearchParams([...fields, [AGAIN, "1"]]);
  // Escaped by URLSearchParams but for the sign that parts fields.
  const address = `${CALLBACK}?${again.toString().replaceAll("&", "&amp;")}`;
  return reply
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(
      `<!doctype html><meta charset="utf-8"><title>TrajectoryOS</title>` +
        `<meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">TrajectoryOS</a>`,
    );
}

/** Google Calendar by consent, against a server on loopback that takes the place of Google's three. */
import { createHash } from "node:crypto";
import { text as textOf } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import { type LocalServer, startLocalServer } from "@trajectory/ingest/documents/testing/local-server.ts";
import type { Person } from "../gateway/testing/person.ts";
import { startTestGateway, type TestGateway } from "../gateway/testing/test-gateway.ts";
import type { DocumentView } from "./documents.ts";
import type { Proposal } from "./proposal.ts";

interface Consent {
  challenge: string;
  redirect: string;
}
interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const CLIENT = { clientId: "client-1", clientSecret: "secret-1" };
const TOKEN = "ya29.token";
const CALLBACK = "/api/documents/google/callback";

let google: LocalServer;
let gateway: TestGateway;
/** By code: each can be exchanged once. */
const consents = new Map<string, Consent>();
/** Pages of the events list, by page token; "" is the first. */
let pages: Record<string, Answer[]> = {};
let token: Answer | undefined;
let asked: URLSearchParams[] = [];

beforeAll(async () => {
  google = await startLocalServer((request, response) => {
    const send = ({ status = 200, headers = {}, body }: Answer) => {
      response.writeHead(status, headers);
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const url = new URL(request.url ?? "", google.url);
    if (request.method === "POST" && url.pathname === "/token") {
      void textOf(request).then((body) => send(token ?? exchanged(new URLSearchParams(body))));
    } else if (url.pathname === "/calendar/v3/calendars/primary/events") {
      asked.push(url.searchParams);
      const answers = pages[url.searchParams.get("pageToken") ?? ""] ?? [];
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
      send(isKnown && answer !== undefined ? answer : { status: 401, body: { error: { code: 401 } } });
    } else send({ status: 404, body: {} });
  });
  gateway = await startTestGateway({
    sources: { web: openWeb({ privateHosts: [google.host] }) },
    google: { settings: CLIENT, address: google.url },
  });
});
afterEach(() => {
  pages = {};
  token = undefined;
  asked = [];
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await google[Symbol.asyncDispose]();
});

/** https://developers.google.com/identity/protocols/oauth2/web-server */
function exchanged(form: URLSearchParams): Answer {
  const code = form.get("code") ?? "";
  const consent = consents.get(code);
  consents.delete(code);
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  if (form.get("client_id") !== CLIENT.clientId || form.get("client_secret") !== CLIENT.clientSecret)
    return { status: 401, body: { error: "invalid_client" } };
  const isRight = consent?.challenge === challenge && consent.redirect === form.get("redirect_uri");
  if (!isRight || form.get("grant_type") !== "authorization_code")
    return { status: 400, body: { error: "invalid_grant", error_description: "Bad Request" } };
  const scope = "https://www.googleapis.com/auth/calendar.readonly";
  return { body: { access_token: TOKEN, expires_in: 3_599, scope, token_type: "Bearer" } };
}

async function begun(person: Person): Promise<URL> {
  const headers = { origin: "http://localhost:8080", host: "localhost:8080" };
  const { address } = await person.must<{ address: string }>("POST", "/api/documents/google", undefined, {
    headers,
  });
  return new URL(address);
}

/** As somebody who agrees on Google's page: what the browser is sent back with. */
function consent(address: URL): { state: string; code: string } {
  const query = address.searchParams;
  const code = `4/${consents.size}-${query.get("state")?.slice(0, 8)}`;
  consents.set(code, {
    challenge: query.get("code_challenge") ?? "",
    redirect: query.get("redirect_uri") ?? "",
  });
  return { state: query.get("state") ?? "", code };
}

async function back(person: Person, answer: Record<string, string>): Promise<string> {
  const more = {
    scope: "https://www.googleapis.com/auth/calendar.readonly",
    authuser: "0",
    prompt: "consent",
  };
  const url = `${CALLBACK}?${new URLSearchParams({ ...answer, ...more }).toString()}`;
  const { statusCode, headers } = await gateway.app.inject({ url, headers: { cookie: person.cookie } });
  expect(statusCode).toBe(302);
  return String(headers.location);
}

const led = async (person: Person) => back(person, consent(await begun(person)));

function event(id: string, at: number, hours: number, more: object = {}) {
  const time = (t: number) => ({ dateTime: new Date(t).toISOString(), timeZone: "Europe/Berlin" });
  const times = { start: time(at), end: time(at + hours * HOUR) };
  return { kind: "calendar#event", id, status: "confirmed", summary: "Choir", ...times, ...more };
}

function list(items: object[], nextPageToken?: string): Answer[] {
  return [{ body: { kind: "calendar#events", items, ...(nextPageToken ? { nextPageToken } : {}) } }];
}

function read(person: Person) {
  return vi.waitFor(
    async () => {
      const { documents } = await person.must<{ documents: DocumentView[] }>("GET", "/api/documents");
      expect(documents.map(({ state }) => state)).toEqual(["ready"]);
      return person.must<DocumentView & { proposals: Proposal[] }>(
        "GET",
        `/api/documents/${documents[0]?.id}`,
      );
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe("Google Calendar", () => {
  it("is asked for as OAuth wants it, to be read only", async () => {
    const ann = await gateway.newPerson();
    expect(await ann.must("GET", "/api/documents/google")).toEqual({ offered: true });
    const { pathname, searchParams } = await begun(ann);
    expect(pathname).toBe("/o/oauth2/v2/auth");
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: "client-1",
      redirect_uri: `http://localhost:8080${CALLBACK}`,
      response_type: "code",
      scope: "https://www.googleapis.com/auth/calendar.readonly",
      state: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: "S256",
    });
  });

  it("becomes the document of a calendar file: hours a week, over pages, and no token", async () => {
    const series = (i: number, more: object = {}) =>
      event(`choir_${i}`, gateway.now + i * WEEK + HOUR, 2, { recurringEventId: "choir", ...more });
    pages = {
      "": list(
        [0, 1, 2, 3].map((i) => series(i)),
        "p2",
      ),
      p2: [
        { status: 429, headers: { "retry-after": "0" }, body: {} },
        ...list([
          ...[4, 5, 6].map((i) => series(i)),
          series(7, { status: "cancelled" }),
          event("trip", gateway.now + 50 * HOUR, 8, { summary: "Trip" }),
          { id: "day", summary: "Holiday", start: { date: "2026-12-24" }, end: { date: "2026-12-25" } },
          { id: "gone", status: "cancelled" },
        ]),
      ],
    };
    const ann = await gateway.newPerson();
    expect(await led(ann)).toBe("/documents?google=added");
    const document = await read(ann);
    expect(document).toMatchObject({ name: "Google Calendar", source: "calendar", format: "calendar" });
    expect(document.proposals).toMatchObject([
      { kind: "constraint", constraint: { name: "Choir", loadHours: 1.8, flexibility: 0.1, kind: "time" } },
      { kind: "constraint", constraint: { name: "Other appointments", loadHours: 1, flexibility: 0.5 } },
    ]);
    expect(document.notices).toEqual([
      "1 whole-day events do not count as hours.",
      "1 events that are cancelled or shown as free do not count as hours.",
    ]);
    expect(asked[0]?.get("singleEvents")).toBe("true");
    const [from, to] = ["timeMin", "timeMax"].map((name) => Date.parse(asked[0]?.get(name) ?? ""));
    expect([from, to]).toEqual([gateway.now, gateway.now + 8 * WEEK]);
    expect(JSON.stringify([document, gateway.errors])).not.toContain(TOKEN);
    pages[""] = list(
      [0, 1, 2, 3].map((i) => series(i)),
      "p2",
    );
    expect(await led(ann)).toBe("/documents?google=known");
  });

  it("takes a consent once, from the person who was asked, for 10 minutes", async () => {
    pages = { "": list([]) };
    const [ann, bob] = [await gateway.newPerson(), await gateway.newPerson()];
    const answer = consent(await begun(ann));
    await begun(bob);
    expect(await back(bob, answer)).toBe("/documents?google=consent_expired");
    expect(await back(ann, { ...answer, state: "x" })).toBe("/documents?google=consent_expired");
    expect(await back(ann, answer)).toBe("/documents?google=added");
    expect(await back(ann, answer)).toBe("/documents?google=consent_expired");
    // With a fresh state Google itself refuses the used code.
    const { state } = consent(await begun(ann));
    expect(await back(ann, { ...answer, state })).toBe("/documents?google=consent_expired");
    // An earlier question is good still, also where a process that was never asked gets the answer.
    const [first, second] = [consent(await begun(ann)), consent(await begun(ann))];
    expect([await back(ann, second), await back(ann, first)]).toEqual(
      Array(2).fill("/documents?google=known"),
    );
    const late = consent(await begun(ann));
    gateway.now += 600_000;
    expect(await back(ann, late)).toBe("/documents?google=consent_expired");
  });

  it("says by a code why it was not read", async () => {
    const ann = await gateway.newPerson();
    const state = async () => consent(await begun(ann)).state;
    expect(await back(ann, { state: await state(), error: "access_denied" })).toMatch(/=consent_declined$/);
    expect(await back(ann, { state: await state(), error: "server_error" })).toMatch(/=source_refused$/);
    expect(await back(ann, { state: await state() })).toMatch(/=source_refused$/);
    for (const [answer, code] of [
      [{ status: 401, body: { error: { code: 401 } } }, "source_refused"],
      [{ status: 403, body: { error: { code: 403 } } }, "source_refused"],
      [{ status: 429, headers: { "retry-after": "60" }, body: {} }, "source_unavailable"],
      [{ status: 500, body: "oops" }, "source_unavailable"],
      [{ body: "<!doctype html>" }, "source_unavailable"],
      [{ body: "null" }, "source_unavailable"],
      [{ body: { items: "none" } }, "source_unavailable"],
      [{ body: { items: [null] } }, "source_unavailable"],
      [
        { body: { items: [{ id: "a", start: { dateTime: "x" }, end: { dateTime: "y" } }] } },
        "source_unavailable",
      ],
      [{ body: { items: [], nextPageToken: "" } }, "document_too_large"],
    ] as const) {
      pages = { "": [answer] };
      expect(await led(ann), JSON.stringify(answer)).toBe(`/documents?google=${code}`);
    }
    for (const [answer, code] of [
      [{ status: 401, body: { error: "invalid_client" } }, "source_refused"],
      [{ status: 429, body: {} }, "source_unavailable"],
      [{ body: "null" }, "source_unavailable"],
      [{ body: { access_token: "a\nb" } }, "source_unavailable"],
    ] as const) {
      token = answer;
      expect(await led(ann), JSON.stringify(answer)).toBe(`/documents?google=${code}`);
    }
    expect(gateway.errors).toEqual([]);
    expect((await ann.must<{ documents: unknown[] }>("GET", "/api/documents")).documents).toEqual([]);
  });

  it("comes back by a page of ours, for the browser sends the cookie only from there", async () => {
    const url = `${CALLBACK}?state=a%22%3E&code=b`;
    const page = await gateway.app.inject({ url });
    expect(page.headers["content-type"]).toMatch("text/html");
    const next = `${CALLBACK}?state=a%22%3E&amp;code=b&amp;again=1`;
    expect(page.body).toContain(`content="0;url=${next}"`);
    const signedOut = await gateway.app.inject({ url: next.replaceAll("&amp;", "&") });
    expect(signedOut.json()).toMatchObject({ error: { code: "not_signed_in" } });
  });
});

it("is not offered where it is not configured", async () => {
  await using plain = await startTestGateway();
  const ann = await plain.newPerson();
  expect(await ann.must("GET", "/api/documents/google")).toEqual({ offered: false });
  for (const [method, path] of [
    ["POST", "/api/documents/google"],
    ["GET", `${CALLBACK}?state=a&code=b`],
  ] as const) {
    const error = await ann.refusal(method, path);
    expect(error).toMatchObject({ code: "source_not_configured" });
    expect(error.hint).toContain("GOOGLE_CLIENT_ID");
  }
});

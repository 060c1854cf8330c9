/** Sources over HTTP, against a server on loopback that speaks the forms of the real ones. */
import { existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import { type LocalServer, startLocalServer } from "@trajectory/ingest/documents/testing/local-server.ts";
import type { Person } from "../gateway/testing/person.ts";
import { startTestGateway, type TestGateway } from "../gateway/testing/test-gateway.ts";
import type { DocumentView } from "./documents.ts";
import type { Proposal } from "./proposal.ts";
import type { Imported } from "./sources.ts";

type Whole = DocumentView & { proposals: Proposal[] };
interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

const RECORDED = new URL("../../../shared/data/text/", import.meta.url);
/** Of data that is not part of this repository. */
const recorded = (path: string) => JSON.parse(readFileSync(new URL(path, RECORDED), "utf8")) as unknown;
const hasRecorded = existsSync(RECORDED);

let elsewhere: LocalServer;
let gateway: TestGateway;
/** By method and path without its query; the first that is left. */
let answers: Record<string, Answer[]> = {};
let tokens: (string | undefined)[] = [];

beforeAll(async () => {
  elsewhere = await startLocalServer(({ method, url = "", headers }, response) => {
    tokens.push(headers.authorization);
    const waiting = answers[`${method} ${url}`] ?? answers[`${method} ${url.split("?")[0]}`];
    const answer = waiting !== undefined && waiting.length > 1 ? waiting.shift() : waiting?.[0];
    send(response, answer ?? { status: 404, body: { message: "Not Found" } });
  });
  gateway = await startTestGateway({
    sources: {
      web: openWeb({ privateHosts: [elsewhere.host] }),
      github: elsewhere.url,
      notion: elsewhere.url,
    },
  });
});
afterEach(() => {
  answers = {};
  tokens = [];
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});

function send(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const fetched = (person: Person, order: object) =>
  person.must<Imported>("POST", "/api/documents/import", order);
const refusal = (person: Person, order: object) => person.refusal("POST", "/api/documents/import", order);

function read(person: Person, id: string): Promise<Whole> {
  return vi.waitFor(
    async () => {
      const document = await person.must<Whole>("GET", `/api/documents/${id}`);
      expect(document.state).toBe("ready");
      return document;
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe("GitHub", () => {
  const repository = (name: string, more: object = {}) => ({
    name,
    full_name: `ada/${name}`,
    fork: false,
    pushed_at: "2026-10-01T12:00:00Z",
    ...more,
  });
  const GITHUB = {
    "GET /users/ada": [{ body: { login: "ada" } }],
    "GET /users/ada/repos": [{ body: [repository("engine"), repository("copy", { fork: true })] }],
    "GET /repos/ada/engine/languages": [{ body: { TypeScript: 400_000, Shell: 1_000 } }],
    "GET /repos/ada/engine/contributors": [
      {
        body: [
          { login: "Ada", contributions: 300 },
          { login: "bob", contributions: 100 },
        ],
      },
    ],
  };

  it("shows private repositories to a token, which is kept nowhere", async () => {
    answers = { ...structuredClone(GITHUB), "GET /user/repos": [{ body: [repository("engine")] }] };
    const ann = await gateway.newPerson();
    const { documents } = await fetched(ann, { source: "github", account: "ada", token: "ghp_secret" });
    expect(new Set(tokens)).toEqual(new Set(["Bearer ghp_secret"]));
    const document = await read(ann, documents[0]!.id);
    expect(JSON.stringify([document, gateway.errors])).not.toContain("ghp_secret");
  });

  it("becomes evidence of the kind artifact by a rubric, with the words it rests on", async () => {
    answers = structuredClone(GITHUB);
    const ann = await gateway.newPerson();
    const { documents, added } = await fetched(ann, { source: "github", account: "ada" });
    expect(added).toBe(1);
    const { proposals } = await read(ann, documents[0]!.id);
    const quote = "TypeScript: 1 repository, about 293 kB and 299 commits, last pushed 2026-10-01.";
    expect(proposals).toMatchObject([
      {
        kind: "evidence",
        skillName: "TypeScript",
        quote,
        reader: "rules",
        evidence: { kind: "artifact", value: { level: 2 }, t: Date.UTC(2026, 9, 1, 12), strength: 0.6 },
      },
    ]);
    // Nothing has changed: it is the same document.
    expect(await fetched(ann, { source: "github", account: "ada" })).toMatchObject({ added: 0 });
  });

  it.runIf(hasRecorded)("is read from a recorded answer", async () => {
    const [call] = recorded("github/get-repository.json") as {
      path: string;
      response: { full_name: string };
    }[];
    const { full_name } = call!.response;
    const [owner] = full_name.split("/");
    answers = {
      [`GET /users/${owner}`]: [{ body: { login: owner } }],
      [`GET /users/${owner}/repos`]: [{ body: [call!.response] }],
      [`GET /repos/${full_name}/languages`]: [{ body: { Go: 5_000 } }],
      [`GET /repos/${full_name}/contributors`]: [{ body: [{ login: owner, contributions: 3 }] }],
    };
    const ann = await gateway.newPerson();
    const { documents } = await fetched(ann, { source: "github", account: owner });
    expect((await read(ann, documents[0]!.id)).proposals).toMatchObject([{ skillName: "Go" }]);
  });

  it("that is spent, and an account that is not there, are told apart", async () => {
    const ann = await gateway.newPerson();
    answers = { "GET /users/ada": [{ status: 403, headers: { "x-ratelimit-remaining": "0" }, body: {} }] };
    expect(await refusal(ann, { source: "github", account: "ada" })).toMatchObject({
      code: "source_unavailable",
    });
    answers = {};
    expect(await refusal(ann, { source: "github", account: "nobody" })).toMatchObject({
      code: "source_refused",
    });
  });
});

describe("Notion", () => {
  const page = (id: string, title: string) => ({
    object: "page",
    id,
    url: `https://www.notion.so/${id}`,
    properties: { Name: { type: "title", title: [{ plain_text: title }] } },
  });
  const block = (text: string, more: object = {}) => ({
    id: text.slice(0, 3),
    type: "paragraph",
    paragraph: { rich_text: [{ plain_text: text }] },
    ...more,
  });

  it("is read page by page over its paging and nesting, and waits when it is asked to", async () => {
    answers = {
      "POST /v1/search": [
        { status: 429, headers: { "retry-after": "0" }, body: {} },
        { body: { results: [page("a", "Work")], has_more: true, next_cursor: "2" } },
        { body: { results: [page("b", "Empty")], has_more: false, next_cursor: null } },
      ],
      "GET /v1/blocks/a/children?page_size=100": [
        { body: { results: [block("Top", { has_children: true })], has_more: true, next_cursor: "c" } },
      ],
      "GET /v1/blocks/a/children?page_size=100&start_cursor=c": [
        { body: { results: [block("I have used Kotlin every day for five years.")], has_more: false } },
      ],
      "GET /v1/blocks/Top/children": [{ body: { results: [block("Below")] } }],
      "GET /v1/blocks/b/children": [{ body: { results: [] } }],
    };
    const ann = await gateway.newPerson();
    const { documents } = await fetched(ann, { source: "notion", token: "secret_t" });
    expect(documents.map(({ name, address }) => [name, address])).toEqual([
      ["Work", "https://www.notion.so/a"],
      ["Empty", "https://www.notion.so/b"],
    ]);
    expect(new Set(tokens)).toEqual(new Set(["Bearer secret_t"]));
    const work = await read(ann, documents[0]!.id);
    expect(work.proposals).toMatchObject([{ skillName: "Kotlin", evidence: { kind: "self_report" } }]);
    const { text } = await ann.must<{ text: string }>("GET", `/api/documents/${work.id}/pages/1`);
    expect(text).toBe("Work\nTop\nBelow\nI have used Kotlin every day for five years.");
  });

  it.runIf(hasRecorded)("is read from recorded answers", async () => {
    answers = {
      "POST /v1/search": [{ body: recorded("notion/search.json") }],
      "GET /v1/blocks/some_id/children": [{ body: recorded("notion/block_get_children.json") }],
    };
    const ann = await gateway.newPerson();
    const { documents } = await fetched(ann, { source: "notion", token: "secret_t" });
    expect(documents.map(({ name }) => name)).toContain("hello");
  });

  it("refuses a token without rights in a sentence that does not hold it", async () => {
    const ann = await gateway.newPerson();
    for (const [status, words] of [
      [401, "Notion does not know the token."],
      [403, "Notion does not show this: it is not there, or the token has no rights to it."],
    ] as const) {
      answers = { "POST /v1/search": [{ status, body: { object: "error", code: "unauthorized" } }] };
      const error = await refusal(ann, { source: "notion", token: "secret_t" });
      expect(error).toMatchObject({ code: "source_refused", message: words });
    }
    answers = { "POST /v1/search": [{ body: { results: [], has_more: false } }] };
    expect(await refusal(ann, { source: "notion", token: "secret_t" })).toMatchObject({
      code: "source_refused",
    });
    expect(gateway.errors.join()).not.toContain("secret_t");
  });
});

describe("a calendar by its address", () => {
  it("is fetched, and its secret address is kept nowhere", async () => {
    const day = new Date(gateway.now - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    answers["GET /private-0123/basic.ics"] = [
      {
        body: `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:${day}T180000Z\nDTEND:${day}T190000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:Choir\nEND:VEVENT\nEND:VCALENDAR`,
      },
    ];
    const ann = await gateway.newPerson();
    const address = `${elsewhere.url}/private-0123/basic.ics`;
    const { documents } = await fetched(ann, { source: "calendar", address });
    const document = await read(ann, documents[0]!.id);
    expect(document.proposals).toMatchObject([
      { kind: "constraint", constraint: { name: "Choir", loadHours: 1 } },
    ]);
    expect(JSON.stringify(document)).not.toContain("private-0123");
  });

  it("is refused where there is none, and where people's addresses must not lead", async () => {
    const ann = await gateway.newPerson();
    answers["GET /page"] = [{ body: "<!doctype html>" }];
    const none = await refusal(ann, { source: "calendar", address: `${elsewhere.url}/page` });
    expect(none.code).toMatch(/document_unsupported|source_refused/);
    const inside = await refusal(ann, { source: "calendar", address: "http://169.254.169.254/me.ics" });
    expect(inside).toMatchObject({ code: "address_refused" });
    expect(await refusal(ann, { source: "calendar" })).toMatchObject({
      code: "invalid_input",
      field: "address",
    });
  });
});

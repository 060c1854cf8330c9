/**
 * Every documented endpoint under requests made from the documentation and meddled with. Whatever comes in, the answer
 * is in time, an error is of the closed list, nothing fails inside, and the log gives the state again afterwards.
 *
 * For longer, raise RUNS and try other seeds: vitest run --project integration server/gateway/fuzz
 */
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERRORS, type ErrorBody } from "@trajectory/protocols/errors.ts";
import { CommandId, COMMANDS } from "@trajectory/protocols/events/envelope.ts";
import { anyOf, type Knowledge, meddled } from "./testing/any-value.ts";
import type { Method, Person } from "./testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const RUNS = 8_000;
const SEED = 20_261_123;
/** Beside others that use the machine. */
const IN_TIME_MS = 5_000;

interface Parameter {
  in: "path" | "query" | "header";
  name: string;
  required?: boolean;
  schema: Type.TSchema;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Type.TSchema; example: unknown }> };
}
interface Endpoint extends Operation {
  method: Method;
  path: string;
}
interface Request {
  method: Method;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const ODD_TEXTS = [
  "",
  " ",
  "%",
  "%zz",
  "%00",
  "..",
  "../..",
  "a/b",
  "NaN",
  "1e999",
  "-1",
  "ü",
  "\u{1f600}",
  "x".repeat(300),
];
/** Ids of the demo portfolio, and words that objects inherit. */
const IDS = [
  "ts",
  "rt",
  "pub",
  "g1",
  "g2",
  "P1",
  "P2",
  "c1",
  "e1",
  "none",
  "constructor",
  "toString",
  "valueOf",
];

let gateway: TestGateway;
let ann: Person;
let bob: Person;
let endpoints: Endpoint[];
let known: Knowledge;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
  known = {
    ids: [...IDS, ann.id],
    times: [NOW - 86_400_000, NOW, NOW + 1, NOW + 30 * 86_400_000],
    most: { paths: 64, days: 28, count: 20, n: 50 },
  };
  const { paths } = await ann.must<{ paths: Record<string, Record<string, Operation>> }>("GET", "/docs/json");
  endpoints = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return { ...operation, path, method: method.toUpperCase() as Method };
    }),
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());

const COMMAND = /^\/api\/commands\//;
/** Accounts bound their own attempts; recordings have little to get wrong. */
const RARE = /^\/api\/(setup|owner|users|session|me|demo|recordings|replays)/;

function anyOneOf(endpoint: Endpoint): fc.Arbitrary<Request> {
  return fc.oneof({ weight: 9, arbitrary: anyCommand(endpoint) }, anyRequest(endpoint));
}

function anyRequest(endpoint: Endpoint): fc.Arbitrary<Request> {
  const { method, path, parameters = [], requestBody } = endpoint;
  const texts = parameters.map(({ name, schema, required }) => {
    const right = name === "userId" ? mostly(ann.id, bob.id, "nobody") : anyOf(schema, known).map(String);
    const odd = fc.constantFrom(...ODD_TEXTS);
    const given = fc.oneof({ weight: 12, arbitrary: right }, odd);
    return required === true ? given : fc.option(given, { nil: undefined });
  });
  const json = requestBody?.content["application/json"];
  const body =
    json === undefined ? fc.constant(undefined) : fc.option(anyBody(json), { nil: undefined, freq: 20 });
  const who = mostly(ann.cookie, bob.cookie, "", "trajectory_session=%zz");
  const type = mostly("application/json", "text/plain", "");
  const accept = fc.constantFrom("*/*", "application/json", "application/x-ndjson");
  return fc
    .tuple(fc.tuple(...texts), body, who, type, accept)
    .map(([values, text, cookie, contentType, wanted]) => {
      const headers: Record<string, string> = { cookie, accept: wanted };
      if (contentType !== "" && text !== undefined) headers["content-type"] = contentType;
      let url = path;
      const query = new URLSearchParams();
      for (const [i, parameter] of parameters.entries()) {
        const value = values[i];
        if (value === undefined) continue;
        if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, inPath(value));
        if (parameter.in === "query") query.set(parameter.name, value);
        if (parameter.in === "header" && /^[\x20-\x7e]*$/.test(value)) headers[parameter.name] = value;
      }
      return { method, url: query.size === 0 ? url : `${url}?${query.toString()}`, headers, body: text };
    });
}

/** The first most of the time. */
function mostly<Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

/** A command with a payload of its own schema. */
function anyCommand(endpoint: Endpoint): fc.Arbitrary<Request> {
  const commands = Object.entries(COMMANDS).flatMap(([actor, schemas]) =>
    Object.entries(schemas).map(([name, payload]) => ({ path: `/api/commands/${actor}/${name}`, payload })),
  );
  return fc.constantFrom(...commands).chain(({ path, payload }) => {
    const schema = Type.Object({ id: CommandId, payload });
    const requestBody = {
      content: { "application/json": { schema, example: { id: "command-1", payload: {} } } },
    };
    return anyRequest({ ...endpoint, path, parameters: [], requestBody });
  });
}

/** Some are escaped as they should be, some are left as they are. */
function inPath(value: string): string {
  if (value.startsWith("%")) return value;
  return encodeURIComponent(value.toWellFormed());
}

function anyBody({ schema, example }: { schema: Type.TSchema; example: unknown }): fc.Arbitrary<string> {
  const valid = fc.oneof(anyOf(schema, known), fc.constant(example));
  const text = fc
    .oneof({ weight: 3, arbitrary: valid }, { weight: 5, arbitrary: valid.chain(meddled) })
    .map((value) => JSON.stringify(value) ?? "");
  return fc.oneof({ weight: 6, arbitrary: text }, text.chain(spoilt));
}

/** Text that is hardly JSON any more. */
function spoilt(text: string): fc.Arbitrary<string> {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  const numbers = ["1e999", "-1e999", "NaN", "1e-400", "9".repeat(400), "01", deep];
  return fc.oneof(
    fc.nat(text.length).map((end) => text.slice(0, end)),
    fc.constantFrom(...numbers).map((number) => text.replace(/-?\d+(\.\d+)?/, number)),
    fc.constantFrom("", "null", "[]", "0", '"text"', '{"__proto__": {}}', "[".repeat(200_000), "\ufeff{}"),
  );
}

/** Pages and archives: no JSON. */
const FILES = /^\/(docs|api\/account\/export|api\/signals\/[^/]*\/export)/;

async function send({
  method,
  url,
  headers,
  body,
}: Request): Promise<{ status: number; text: string; ms: number }> {
  const startedAt = performance.now();
  const response = await gateway.app.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, text: response.body, ms: performance.now() - startedAt };
}

function expectInOrder(request: Request, { status, text, ms }: Awaited<ReturnType<typeof send>>): void {
  const what = `${request.method} ${request.url} ${request.body?.slice(0, 500)} → ${status} ${text.slice(0, 500)}`;
  expect(ms, what).toBeLessThan(IN_TIME_MS);
  if (status >= 400) expectError(JSON.parse(text), status, what);
  else if (!FILES.test(request.url)) expectLines(text, what);
}

function expectError(body: unknown, status: number, what: string): void {
  const { error } = body as { error: ErrorBody };
  expect(Object.keys(ERRORS), what).toContain(error?.code);
  expect(status, what).toBe(ERRORS[error.code].status);
  expect(error.hint, what).toBe(ERRORS[error.code].hint);
  expect(error.message, what).not.toBe("");
  expect(["internal", "actor_failed", "store_unavailable"], what).not.toContain(error.code);
}

/** JSON, or lines of it whose last one may tell of an error; that of a job that did not fail is null. */
function expectLines(text: string, what: string): void {
  for (const line of text.split("\n").filter((part) => part !== "")) {
    const parsed = JSON.parse(line) as { error?: ErrorBody | null } | null;
    if (parsed?.error !== undefined && parsed.error !== null)
      expectError(parsed, ERRORS[parsed.error.code].status, what);
  }
}

describe("any request", () => {
  it(
    "is answered in time and in form; nothing fails inside; the log gives the state again",
    { timeout: 300_000 },
    async () => {
      const anything = fc
        .oneof(
          { weight: 6, arbitrary: fc.constantFrom(...endpoints.filter(({ path }) => !RARE.test(path))) },
          fc.constantFrom(...endpoints.filter(({ path }) => RARE.test(path))),
        )
        .chain((endpoint) => (COMMAND.test(endpoint.path) ? anyOneOf(endpoint) : anyRequest(endpoint)));
      await fc.assert(
        fc.asyncProperty(anything, async (request) => {
          // Whoever signs out is somebody else afterwards.
          const leaves = request.method === "DELETE" && request.url === "/api/session";
          if (leaves) request.headers["cookie"] = (await gateway.newPerson()).cookie;
          expectInOrder(request, await send(request));
          expect(gateway.errors).toEqual([]);
          expect(gateway.problems).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
      for (const person of [ann, bob]) {
        const live = await person.must<{ seq: number; state: unknown }>("GET", `/api/state/${person.id}`);
        const again = await person.must("GET", `/api/state/${person.id}?at=${NOW}`);
        expect(again).toMatchObject(live);
      }
    },
  );
});

describe("what is hardly HTTP", () => {
  /** What the server says before it closes the connection. */
  async function say(text: string): Promise<string> {
    const { port } = gateway.app.server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.end(text);
    let answer = "";
    for await (const chunk of socket.setEncoding("utf8")) answer += String(chunk);
    return answer;
  }

  it.each([
    ["no HTTP at all", "hello\r\n\r\n"],
    ["a path that cannot be read", "GET /api/state/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    ["a header that never ends", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(40_000)}\r\n\r\n`],
    [
      "two lengths",
      "POST /api/goals HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    ],
    ["a foreign page", "GET /api/me HTTP/1.1\r\nHost: x\r\nOrigin: http://y\r\nConnection: close\r\n\r\n"],
    [
      "an origin that is none",
      "GET /api/me HTTP/1.1\r\nHost: x\r\nOrigin: \x7f%\r\nConnection: close\r\n\r\n",
    ],
    ["an unknown path", "PATCH /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
  ])("%s is refused in the same form", async (_, text) => {
    if (!gateway.app.server.listening) await gateway.app.listen({ host: "127.0.0.1", port: 0 });
    const answer = await say(text);
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
    expectError(JSON.parse(body), status, answer);
  });
});

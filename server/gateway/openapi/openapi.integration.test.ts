/** The documentation: complete, with examples that can be sent, and true. */
import type { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "@trajectory/protocols/validate.ts";
import type { Method, Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface Operation {
  summary?: string;
  tags?: string[];
  requestBody?: { content: Record<string, { schema: Type.TSchema; example?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: Type.TSchema }> }>;
}
interface Documented extends Operation {
  method: Method;
  path: string;
}

/** The table of endpoints that a life has. */
const PROMISED = [
  "GET /api/state/{userId}",
  "GET /api/state/{userId}/history",
  "POST /api/state/{userId}/update",
  "GET /api/skills",
  "GET /api/skills/graph",
  "POST /api/skills/{id}/evidence",
  "GET /api/skills/{id}/belief",
  ...["goals", "projects", "constraints"].flatMap((plural) => [
    `GET /api/${plural}/{userId}`,
    `POST /api/${plural}`,
    `PUT /api/${plural}/{id}`,
    `DELETE /api/${plural}/{id}`,
  ]),
  "GET /api/skill-edges",
  "POST /api/skill-edges",
  "PUT /api/skill-edges/{from}/{to}",
  "DELETE /api/skill-edges/{from}/{to}",
  "GET /api/physics/{userId}",
  "GET /api/physics/{userId}/breakdown",
  "POST /api/physics/simulate",
  "POST /api/models/skill-graph/update",
  "POST /api/models/skill-graph/propagate",
  "POST /api/models/skill-graph/sample",
  "POST /api/models/alignment/compute",
  "POST /api/models/alignment/detect-conflicts",
  "POST /api/models/gravity",
  "POST /api/models/mass",
  "POST /api/models/life-state/predict",
  "POST /api/models/life-state/escape-time",
];

let gateway: TestGateway;
let operations: Documented[];

beforeAll(async () => {
  gateway = await startTestGateway();
  const ann = await gateway.newPerson();
  const document = await ann.must<{ paths: Record<string, Record<string, Operation>> }>("GET", "/docs/json");
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return { ...operation, path, method: method.toUpperCase() as Method };
    }),
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());

function named({ method, path }: Documented): string {
  return `${method} ${path}`;
}

/** With ids of the demo portfolio. */
function urlOf({ path }: Documented, person: Person): string {
  const [, plural = ""] = /^\/api\/([a-z]+)/.exec(path) ?? [];
  const id = { goals: "g1", projects: "P1", constraints: "c1", skills: "ts" }[plural] ?? "none";
  const ids: Record<string, string> = {
    userId: person.id,
    id,
    evidenceId: "e1",
    from: "ts",
    to: "rt",
    actor: "life",
    command: "set_goal",
  };
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "none");
  return path.endsWith("/history") ? `${url}?from=${NOW - 3_600_000}&to=${NOW}&step=3600000` : url;
}

describe("the documentation", () => {
  it("has every endpoint that is promised", () => {
    expect(operations.map(named)).toEqual(expect.arrayContaining(PROMISED));
  });

  it("says of every endpoint in a sentence what it does, and how it refuses", () => {
    const api = operations.filter(({ path }) => path.startsWith("/api/"));
    expect(api.length).toBeGreaterThan(PROMISED.length);
    for (const operation of api) {
      expect(operation.summary, named(operation)).toMatch(/^\S.{5,}/);
      expect(operation.tags, named(operation)).toHaveLength(1);
      expect(operation.responses["4XX"]?.content, named(operation)).toBeDefined();
    }
  });

  it("has an example for every body, which its schema takes", () => {
    const bodies = operations.filter(({ requestBody }) => requestBody !== undefined);
    for (const operation of bodies) {
      const { schema, example } = operation.requestBody!.content["application/json"]!;
      expect(example, named(operation)).toBeDefined();
      expect(parse(schema, example), named(operation)).toMatchObject(example as object);
    }
    const writes = operations.filter(
      ({ method, path }) => method === "PUT" || path.startsWith("/api/models"),
    );
    expect(bodies).toEqual(expect.arrayContaining(writes));
  });

  it("has the form of what each endpoint of a life answers", () => {
    const promised = operations.filter((operation) => PROMISED.includes(named(operation)));
    for (const operation of promised) {
      const done = Object.keys(operation.responses).filter((status) => status.startsWith("2"));
      expect(done, named(operation)).toHaveLength(1);
    }
  });

  it("can be looked at", async () => {
    const page = await gateway.app.inject("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toMatch("text/html");
    expect(page.body).not.toMatch(/<script>|https?:\/\/(?!www\.w3\.org)/);
  });
});

describe("the examples", () => {
  it("can be sent to somebody who has the demo portfolio, and are answered in the form documented", async () => {
    for (const operation of operations.filter((one) => PROMISED.includes(named(one)))) {
      const person = await gateway.newDemoPerson();
      const example = operation.requestBody?.content["application/json"]?.example;
      const url = urlOf(operation, person);
      const { status, body } = await person.call(operation.method, url, example);
      expect(status, `${named(operation)}: ${JSON.stringify(body)}`).toBeLessThan(300);
      const { schema } = operation.responses[status]!.content!["application/json"]!;
      expect(() => parse(schema, body), named(operation)).not.toThrow();
    }
  });

  it("of answers have the form of those to somebody who has entered nothing", async () => {
    const nobody = await gateway.newPerson();
    const questions = operations.filter(
      (one) => one.method === "GET" && PROMISED.includes(named(one)) && !one.path.includes("{id}"),
    );
    for (const operation of questions) {
      const { status, body } = await nobody.call("GET", urlOf(operation, nobody));
      expect(status, named(operation)).toBe(200);
      const { schema } = operation.responses["200"]!.content!["application/json"]!;
      expect(() => parse(schema, body), named(operation)).not.toThrow();
    }
  });
});

/** docs/http.md: lists the endpoints there are, and its examples are true. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Method, Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const page = readFileSync(new URL("../../../docs/http.md", import.meta.url), "utf8");
/** What /docs alone describes. */
const ELSEWHERE = /^\w+ \/api\/(setup|owner|users|session|sessions|me|demo|recordings|replays|operations)\b/;

interface Example {
  method: Method;
  path: string;
  body: string | undefined;
  answer: unknown;
}

let gateway: TestGateway;
let ann: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

function examples(): Example[] {
  const blocks = page.matchAll(/^```http\n(\w+) (\S+)\n([^`]*)```\n+```json\n([^`]+)```$/gm);
  return Array.from(blocks, ([, method = "", path = "", body = "", answer = ""]) => {
    return {
      method: method as Method,
      path,
      body: body === "" ? undefined : body,
      answer: JSON.parse(answer) as unknown,
    };
  });
}

/** The shown as far as it is shown, numbers to its digits. */
function expectShown(actual: unknown, shown: unknown, path: string): void {
  if (typeof shown === "number") {
    const digits = String(shown).split(".")[1]?.length ?? 0;
    expect(Number(actual), path).toBeCloseTo(shown, digits === 0 ? 9 : digits);
  } else if (typeof shown === "object" && shown !== null) {
    if (Array.isArray(shown)) expect(actual, path).toHaveLength(shown.length);
    for (const [key, value] of Object.entries(shown)) {
      expectShown((actual as Record<string, unknown> | undefined)?.[key], value, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toBe(shown);
  }
}

describe("docs/http.md", () => {
  it("lists every endpoint of a life, and no other", async () => {
    const { paths } = await ann.must<{ paths: Record<string, object> }>("GET", "/docs/json");
    const known = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = Array.from(
      page.matchAll(/`((?:GET|POST|PUT|DELETE) \/api\/[^`]+)`/g),
      ([, one = ""]) => one,
    );
    const table = listed.filter((one) => !ELSEWHERE.test(one));
    const ofLife = known.filter((one) => one.includes(" /api/") && !ELSEWHERE.test(one));
    expect(table.toSorted()).toEqual(ofLife.toSorted());
  });

  it("shows what is answered", async () => {
    expect(examples().length).toBeGreaterThan(6);
    for (const { method, path, body, answer } of examples()) {
      const { body: actual } = await ann.call(method, path.replace("{userId}", ann.id), body);
      expectShown(actual, answer, `${method} ${path}`);
    }
  });
});

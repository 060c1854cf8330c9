/** A person whose answers are larger than a message of the bus. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_PAYLOAD } from "@trajectory/protocols/bus/port.ts";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";

const SKILLS = 3_000;
const AT_ONCE = 100;

interface Graph {
  seq: number;
  skills: { id: string; belief: { theta: { value: number } } }[];
  evidence: { skillId: string }[];
}

describe("a person with many skills", () => {
  let product: Product;
  let client: Client;

  beforeAll(async () => {
    product = await startProduct();
    client = new Client(product.url);
    await client.createOwner();
    for (let start = 0; start < SKILLS; start += AT_ONCE) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, i) =>
          client.must("POST", "/api/skills", {
            id: `skill-${start + i}`,
            name: `Skill number ${start + i}`.padEnd(110, " with a long name"),
            domain: `domain ${(start + i) % 30}`.padEnd(60, " of a long name"),
          }),
        ),
      );
    }
  }, 120_000);

  afterAll(() => product?.[Symbol.asyncDispose]());

  it("gets the whole graph, which no message could carry", async () => {
    const graph = await client.must<Graph>("GET", "/api/skills/graph");
    expect(JSON.stringify(graph).length).toBeGreaterThan(MAX_PAYLOAD);
    expect(new Set(graph.skills.map(({ id }) => id)).size).toBe(SKILLS);
  });

  it("adds evidence to one and sees what it did to the belief", async () => {
    const path = "/api/skills/skill-2711";
    const before = await client.must<{ theta: { value: number } }>("GET", `${path}/belief`);
    await client.must("POST", `${path}/evidence`, {
      kind: "test",
      sourceId: "quiz",
      practice: true,
      value: { k: 19, n: 20, b: 0 },
    });
    const after = await client.must<{ theta: { value: number }; contributions: unknown[] }>(
      "GET",
      `${path}/belief`,
    );
    expect(after.theta.value).toBeGreaterThan(before.theta.value + 0.2);
    expect(after.contributions).toHaveLength(1);
    const { evidence } = await client.must<Graph>("GET", "/api/skills/graph");
    expect(evidence).toMatchObject([{ skillId: "skill-2711" }]);
  });

  it("has a portfolio", async () => {
    const { skills } = await client.must<{ skills: unknown[] }>("GET", "/api/portfolio");
    expect(skills).toHaveLength(SKILLS);
  });
});

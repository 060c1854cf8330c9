/** What was said just before the process was killed is remembered once, whenever the kill came. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

const ACCOUNT = { email: "ada@example.org", password: "correct horse battery" };
const KILLS = 3;

interface Interview {
  id: string;
  proposals: { id: string; kind: string }[];
}
interface Stats {
  items: number;
  byKind: Record<string, number>;
  vectors: { ready: number; waiting: number };
}
interface Found {
  answers: {
    results: { item: { kind: string; text: string }; vectorRank: number | null }[];
    notices: string[];
  }[];
}

it(
  "misses nothing and stores nothing twice when it is killed again and again",
  { timeout: 240_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "trajectory-memory-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const said: string[] = [];
    let id = "";
    for (let kill = 0; kill < KILLS; kill++) {
      await using product = await startProduct({ dataDir });
      const client = new Client(product.url);
      if (kill === 0) {
        await client.createOwner();
        ({ id } = await client.must<Interview>("POST", "/api/interview/start", { flow: "skill_discovery" }));
      } else {
        await client.must("POST", "/api/session", ACCOUNT);
      }
      const text = `In year ${kill} I mended the gearbox of boat number ${kill}.`;
      const view = await client.must<Interview>("POST", `/api/interview/${id}/message`, { text });
      said.push(text);
      if (kill < KILLS - 1) {
        for (const { id: proposal } of view.proposals) {
          await client.must("POST", `/api/interview/${id}/proposals/${proposal}`, { decision: "reject" });
        }
      }
      // The answer was acknowledged this very moment.
      await product.kill();
    }
    await using product = await startProduct({ dataDir });
    const client = new Client(product.url);
    await client.must("POST", "/api/session", ACCOUNT);
    const stats = (): Promise<Stats> => client.must<Stats>("GET", "/api/memory/stats");
    await until("everything has a vector", 60_000, async () => {
      const { items, vectors } = await stats();
      return items >= KILLS && vectors.ready === items;
    });
    expect((await stats()).byKind).toEqual({ interview: KILLS });
    const { answers } = await client.must<Found>("POST", "/api/memory/search", {
      queries: ["repairing the transmission of a ship"],
      mode: "vector",
    });
    expect(answers[0]?.notices).toEqual([]);
    expect(new Set(answers[0]?.results.map(({ item }) => item.text))).toEqual(new Set(said));
    expect(answers[0]?.results).toHaveLength(KILLS);
    expect(await product.stop("SIGTERM")).toBe(0);
  },
);

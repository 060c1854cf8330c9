/** An interview that outlives the process that led it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";

interface Interview {
  id: string;
  state: string;
  question: { text: string; about: { topic: string; id?: string }; by: { reader: string } };
  proposals: { id: string; kind: string; skillId?: string; quote: string }[];
  transcript: { role: string; text: string }[];
}

it(
  "goes on after its process was killed, with its question, its proposals and its transcript",
  { timeout: 180_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "trajectory-interview-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    let before: Interview;
    {
      await using product = await startProduct({ dataDir });
      expect(product.output.some((line) => /^Interviews +led offline/.test(line))).toBe(true);
      const client = new Client(product.url);
      await client.createOwner();
      await client.must("POST", "/api/demo");
      const { id } = await client.must<Interview>("POST", "/api/interview/start", {
        flow: "skill_discovery",
      });
      const text = "I have used it every day for six years.";
      before = await client.must<Interview>("POST", `/api/interview/${id}/message`, { text });
      expect(before.state).toBe("confirming");
      await product.kill();
    }
    await using product = await startProduct({ dataDir });
    const client = new Client(product.url);
    await client.must("POST", "/api/session", {
      email: "ada@example.org",
      password: "correct horse battery",
    });
    const path = `/api/interview/${before.id}`;
    const after = await client.must<Interview>("GET", path);
    expect(after).toMatchObject({
      state: "confirming",
      question: before.question,
      proposals: before.proposals,
      transcript: before.transcript,
    });
    const [proposal] = after.proposals;
    const next = await client.must<Interview>("POST", `${path}/proposals/${proposal?.id}`, {
      decision: "accept",
    });
    expect(next.state).toBe("listening");
    const { evidence } = await client.must<{ evidence: { id: string; quote?: string }[] }>(
      "GET",
      "/api/skills/graph",
    );
    expect(evidence.find(({ id }) => id === proposal?.id)?.quote).toBe(proposal?.quote);
    expect((await client.must<Interview>("POST", `${path}/complete`)).state).toBe("complete");
  },
);

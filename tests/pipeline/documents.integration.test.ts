/** A document that is being read when the whole product is killed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

interface Document {
  id: string;
  state: string;
  open: number;
  job: { id: string; share: number } | null;
  proposals: { id: string; skillName?: string }[];
}
interface Job {
  id: string;
  kind: string;
  subject: string;
  state: string;
  attempt: number;
}

const LANGUAGES = ["TypeScript", "Erlang", "Kotlin", "Haskell", "Fortran", "Prolog", "Scala", "Clojure"];
/** Long enough that reading it takes seconds. */
const TEXT = Array.from(
  { length: 1_500 },
  (_, i) => `In year ${i} I have used ${LANGUAGES[i % LANGUAGES.length]} every day for work number ${i}.`,
).join("\n");

const ACCOUNT = { email: "ada@example.org", password: "correct horse battery" };

it("is read again after kill -9, and what is found in it is there once", { timeout: 180_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "trajectory-documents-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startProduct({ dataDir });
  let client = new Client(first.url);
  await client.createOwner();
  const response = await fetch(`${first.url}/api/documents?name=work.txt`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", cookie: client.cookie },
    body: TEXT,
  });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Document;
  const documentOf = () => client.must<Document>("GET", `/api/documents/${id}`);
  await until("being read", 60_000, async () => ((await documentOf()).job?.share ?? 0) > 0.35);
  await first.kill();

  await using second = await startProduct({ dataDir });
  client = new Client(second.url);
  await client.must("POST", "/api/session", ACCOUNT);
  await until("read", 120_000, async () => (await documentOf()).state === "ready");
  const { proposals } = await documentOf();
  expect(new Set(proposals.map(({ skillName }) => skillName))).toEqual(new Set(LANGUAGES));
  expect(proposals).toHaveLength(LANGUAGES.length);
  const { jobs } = await client.must<{ jobs: Job[] }>("GET", "/api/jobs");
  expect(jobs.filter(({ subject }) => subject === id)).toMatchObject([
    { kind: "read_document", state: "done", attempt: 2 },
  ]);
});

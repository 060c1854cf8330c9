/**
 * How well memory finds passages of interviews and documents, by meaning, by words and by both; with the time a search
 * takes. Run with `npm run eval -- retrieval [--data ../shared/data/text] --json`.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { MemoryQuery, SearchMode } from "./memory.ts";
import { documentSet, interviewSet, type Query, type RetrievalSet } from "./testing/retrieval-set.ts";
import { startTestMemory } from "./testing/test-memory.ts";

interface Args {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const MODES = ["hybrid", "vector", "text"] as const satisfies SearchMode[];
const TOP = 10;
const QUICK_FILES = 3;
const PAGE = 200;

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  const folder = resolve(options["data"] ?? "../shared/data/text");
  const set = await readSet(folder, quick);
  if (set.queries.length === 0) {
    return { results: [], notes: [`No data: ${folder} has no interviews/*.md.`] };
  }
  await using world = await startTestMemory();
  const userId = await world.newUser();
  const { memory, keeper } = world.open();
  for (let from = 0; from < set.passages.length; from += PAGE) {
    const items = set.passages.slice(from, from + PAGE).map(({ id, text }) => {
      return { id, kind: "document", text, at: 0, source: { kind: "document", id } } as const;
    });
    await memory.store(userId, items);
  }
  const startedAt = performance.now();
  await keeper.idle();
  const embedS = (performance.now() - startedAt) / 1_000;
  const ask = async (query: Query, mode: SearchMode) => {
    const asked: MemoryQuery = { text: query.text, mode, limit: TOP, offset: 0 };
    const at = performance.now();
    const { hits, notices } = await memory.search(userId, asked);
    if (notices.length > 0) throw new Error(`A search rests on words alone: ${notices.join(", ")}`);
    return { ms: performance.now() - at, found: hits.some(({ item }) => query.relevant.includes(item.id)) };
  };
  await ask(set.queries[0]!, "hybrid");
  const answers: { kind: Query["kind"]; mode: SearchMode; ms: number; found: boolean }[] = [];
  for (const query of set.queries) {
    for (const mode of MODES) answers.push({ kind: query.kind, mode, ...(await ask(query, mode)) });
  }
  const recall = (mode: SearchMode, kind?: Query["kind"]): number => {
    const some = answers.filter((one) => one.mode === mode && (kind === undefined || one.kind === kind));
    return some.filter(({ found }) => found).length / some.length;
  };
  const times = answers.filter(({ mode }) => mode === "hybrid").map(({ ms }) => ms);
  const best = Math.max(recall("vector"), recall("text"));
  return {
    results: [
      {
        metric: "recall_at_10",
        value: recall("hybrid"),
        unit: "1",
        ratio: recall("hybrid") / best,
        of: "better of the two alone",
      },
      ...MODES.flatMap((mode) => [
        { metric: `recall_at_10_question_${mode}`, value: recall(mode, "question"), unit: "1" },
        { metric: `recall_at_10_cloze_${mode}`, value: recall(mode, "cloze"), unit: "1" },
      ]),
      { metric: "search_p50_ms", value: quantile(times, 0.5), unit: "ms" },
      { metric: "search_p99_ms", value: quantile(times, 0.99), unit: "ms" },
      { metric: "embed_per_s", value: set.passages.length / embedS, unit: "passages/s" },
    ],
    notes: [
      `${set.passages.length} passages, ${count(set, "question")} questions, ${count(set, "cloze")} clozes; model ${memory.model}`,
      "question: the last sentence of a turn that asks; found when a passage of the answering turn is among the first 10",
      "cloze: a sentence taken out of its passage; found when the rest of the passage is",
      "No parameter was chosen on these texts. The hybrid search is timed, one at a time, with the vector of its query.",
    ],
  };
}

async function readSet(folder: string, quick: boolean): Promise<RetrievalSet> {
  const sets: RetrievalSet[] = [];
  for (const path of (await filesOf(join(folder, "interviews"), ".md")).slice(
    0,
    quick ? QUICK_FILES : undefined,
  )) {
    sets.push(interviewSet(basename(path, ".md"), await readFile(path, "utf8")));
  }
  for (const path of await filesOf(join(folder, "pdf"), ".txt")) {
    sets.push(documentSet(basename(path, ".txt"), await readFile(path, "utf8")));
  }
  return { passages: sets.flatMap((set) => set.passages), queries: sets.flatMap((set) => set.queries) };
}

async function filesOf(folder: string, end: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(end))
    .toSorted()
    .map((name) => join(folder, name));
}

function count({ queries }: RetrievalSet, kind: Query["kind"]): number {
  return queries.filter((query) => query.kind === kind).length;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

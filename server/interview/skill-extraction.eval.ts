/**
 * Skills and knowledge found in job advertisements (SkillSpan, development part): strict F1 of the spans.
 *   npm run eval -- skill-extraction --data ../shared/data/skill-extraction --json
 * With --model NAME [--base-url URL] [--api-key KEY] [--sentences N] a language model is measured beside the tagger.
 */
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { markByModel } from "./mark-skills.ts";
import { openChat } from "./model/chat.ts";
import { f1, NO_SPANS, scoreSpans, type SpanScore } from "./span-score.ts";
import { readSentences, type Sentence } from "./tagger/skillspan.ts";
import { type Layer, LAYERS, type Run, runsOf, tagRuns } from "./tagger/tagger.ts";
import { loadWeights } from "./tagger/weights.ts";

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

/** Strict F1 of fine-tuned encoders in the paper (Zhang et al. 2022), about; on its test part. */
const PUBLISHED = 0.6;
const QUICK_SENTENCES = 800;
const MODEL_SENTENCES = 200;

type Mark = (words: readonly string[]) => Promise<Record<Layer, readonly Run[]>>;

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  const folder = resolve(options["data"] ?? "../shared/data/skill-extraction");
  const path = resolve(folder, "dev.jsonl.gz");
  if (!(await exists(path))) {
    return { results: [], notes: [`No data: ${path} is missing (SkillSpan, data/json/dev.json, gzipped).`] };
  }
  const all = await readSentences(path);
  const sentences = quick ? all.slice(0, QUICK_SENTENCES) : all;
  const weights = await loadWeights();
  const offline = await score(sentences, async (words) => ({
    skill: tagRuns(words, weights.skill),
    knowledge: tagRuns(words, weights.knowledge),
  }));
  const results = resultsOf("", offline);
  const notes = [
    `${sentences.length} sentences of SkillSpan dev; tagger trained on its train part only.`,
    "Both layers counted together; a span counts when both ends are right. Fine-tuned encoders reach about 0.6 on the test part.",
  ];
  const model = options["model"];
  if (model !== undefined) {
    const some = sentences.slice(0, Number(options["sentences"] ?? MODEL_SENTENCES));
    const chat = await openChat({
      baseUrl: options["base-url"],
      apiKey: options["api-key"] ?? "",
      model,
      timeoutMs: 60_000,
    });
    results.push(...resultsOf("model_", await score(some, (words) => markByModel(chat, words))));
    notes.push(`model_…: ${model} on the first ${some.length} sentences.`);
  }
  return { results, notes };
}

async function score(sentences: readonly Sentence[], mark: Mark): Promise<Record<Layer, SpanScore>> {
  const scores: Record<Layer, SpanScore> = { skill: NO_SPANS, knowledge: NO_SPANS };
  for (const { words, tags } of sentences) {
    const found = await mark(words);
    for (const layer of LAYERS) scores[layer] = scoreSpans(scores[layer], found[layer], runsOf(tags[layer]));
  }
  return scores;
}

function resultsOf(prefix: string, { skill, knowledge }: Record<Layer, SpanScore>): Result[] {
  const both = {
    right: skill.right + knowledge.right,
    found: skill.found + knowledge.found,
    marked: skill.marked + knowledge.marked,
  };
  return [
    {
      metric: `${prefix}span_f1`,
      value: f1(both),
      unit: "1",
      ratio: f1(both) / PUBLISHED,
      of: "published, about",
    },
    { metric: `${prefix}span_precision`, value: both.found === 0 ? 0 : both.right / both.found, unit: "1" },
    { metric: `${prefix}span_recall`, value: both.right / both.marked, unit: "1" },
    { metric: `${prefix}skill_span_f1`, value: f1(skill), unit: "1" },
    { metric: `${prefix}knowledge_span_f1`, value: f1(knowledge), unit: "1" },
  ];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Reads an answer without any server: known skills by name, others by a tagger learned from job advertisements,
 * levels, feelings, projects and constraints by words. Its quality is measured by `npm run eval -- skill-extraction`.
 */
import type { Reader } from "@trajectory/protocols/events/interview.ts";
import { type AnswerReader, type Reading, type Turn } from "../port.ts";
import { givesOrders, type Sentence, sentencesOf } from "../sentences.ts";
import type { Similarity } from "../similarity.ts";
import { type Layer, LAYERS, tagRuns, type Weights } from "../tagger/tagger.ts";
import { tokensOf } from "../tagger/tokens.ts";
import { loadWeights } from "../tagger/weights.ts";
import { claimsIn } from "./feelings.ts";
import { levelIn } from "./levels.ts";
import { constraintsIn, factsIn, projectsIn } from "./work.ts";

export const OFFLINE: Reader = { reader: "offline", version: "offline/1" };

/** From here on a mention is another name of a known skill. */
const SAME = 0.72;
const MOST_WORDS = 5;
const MOST_SENTENCES = 60;
/** A mention nobody knows yet is compared with so many known skills at most. */
const MOST_COMPARED = 200;

export class OfflineReader implements AnswerReader {
  readonly #similarity: Similarity;
  #weights: Promise<Record<Layer, Weights>> | undefined;

  constructor(similarity: Similarity) {
    this.#similarity = similarity;
  }

  async read(turn: Turn): Promise<{ reading: Reading; by: Reader }> {
    const sentences = sentencesOf(turn.answer)
      .filter(({ text }) => !givesOrders(text))
      .slice(0, MOST_SENTENCES);
    const reading: Reading = { evidence: [], claims: [], projects: [], constraints: [] };
    for (const { text } of sentences) {
      reading.claims.push(...claimsIn(text));
      addProjects(reading.projects, text, turn);
      reading.constraints.push(...constraintsIn(text, turn));
    }
    reading.evidence = await this.#evidence(sentences, turn);
    return { reading, by: OFFLINE };
  }

  async #evidence(sentences: readonly Sentence[], turn: Turn): Promise<Reading["evidence"]> {
    const found: Reading["evidence"] = [];
    const asked =
      turn.about.topic === "skill" ? turn.skills.find(({ id }) => id === turn.about.id) : undefined;
    for (const { text } of sentences) {
      const cue = levelIn(text);
      if (cue === undefined || isAboutOthers(text)) continue;
      const names = await this.#mentioned(text, turn);
      // An answer that names no skill speaks of the one asked about.
      if (names.length === 0 && asked !== undefined) names.push(asked.name);
      for (const skill of names) found.push({ skill, ...cue, quote: text });
    }
    return found;
  }

  /** Names of known skills first, then of others, each once. */
  async #mentioned(sentence: string, { skills, flow }: Turn): Promise<string[]> {
    const named = skills.filter(({ name }) => mentions(sentence, name)).map(({ name }) => name);
    for (const words of await this.#marked(sentence)) {
      if (named.some((name) => mentions(words, name) || mentions(name, words))) continue;
      const candidates = skills.slice(0, MOST_COMPARED).map(({ name }) => name);
      const near = await this.#similarity.nearness(words, candidates);
      const best = near.indexOf(Math.max(...near));
      if ((near[best] ?? 0) >= SAME) named.push(candidates[best] ?? words);
      else if (flow === "skill_discovery") named.push(words);
    }
    return [...new Set(named)];
  }

  async #marked(sentence: string): Promise<string[]> {
    this.#weights ??= loadWeights();
    const weights = await this.#weights;
    const tokens = tokensOf(sentence);
    const words = tokens.map(({ text }) => text);
    const marked = LAYERS.flatMap((layer) =>
      tagRuns(words, weights[layer])
        .filter(({ from, to }) => to - from <= MOST_WORDS)
        .map(({ from, to }) => sentence.slice(tokens[from]?.start, tokens[to - 1]?.end)),
    );
    return [...listedIn(sentence), ...marked.map(trimmed)].filter((text) => /\p{L}{2}/u.test(text));
  }
}

/** Names after a verb of use, as in "I have used Python, SQL and C++": the tagger was taught by other sentences. */
const LISTED =
  /\b(?:used?|using|know|learn(?:ed|t|ing)?|taught|teach|mastered|experience (?:with|in)|work(?:ed)? with|program(?:med|ming)? in|write|wrote)\s+((?:\p{Lu}[\p{L}\p{N}+#./-]*(?:,\s*(?:and\s+)?|\s+and\s+)?)+)/gu;

function listedIn(sentence: string): string[] {
  return Array.from(sentence.matchAll(LISTED), ([, names = ""]) => names.split(/,\s*(?:and\s+)?|\s+and\s+/))
    .flat()
    .map((name) => name.replace(/[./-]+$/, "").trim())
    .filter((name) => name.length > 1);
}

const LOOSE =
  /^(?:(?:the|an?|my|our|with|in|of|at|to|for|and|on)\s+)+|(?:\s+(?:the|an?|my|our|with|in|of|at|to|for|and|on|is|was))+$/gi;

/** Without the small words at its ends. */
function trimmed(text: string): string {
  return text.replaceAll(LOOSE, "").trim();
}

/** "She is an expert" and "people use it" say nothing of whoever speaks; "Used it daily" does. */
function isAboutOthers(sentence: string): boolean {
  const others =
    /\b(he|she|they|you|people|we|our|everybody|somebody|the team|my (boss|colleagues?|friends?|partner))\b/i;
  return others.test(sentence) && !/\b(I|me|myself)\b/.test(sentence);
}

/** "It is half done" speaks of the project that was mentioned last. */
function addProjects(projects: Reading["projects"], sentence: string, turn: Turn): void {
  const found = projectsIn(sentence, turn);
  const last = projects.at(-1);
  if (found.length > 0 || last === undefined || !/^(it|that|this)\b/i.test(sentence)) {
    projects.push(...found);
    return;
  }
  const { hoursPerWeek, totalHours, progress } = factsIn(sentence);
  last.hoursPerWeek ??= hoursPerWeek;
  last.totalHours ??= totalHours;
  last.progress ??= progress;
}

/** Whole words, whatever their case; a plural counts. */
export function mentions(text: string, name: string): boolean {
  const escaped = name.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?:s|es)?(?![\\p{L}\\p{N}+#])`, "iu").test(text);
}

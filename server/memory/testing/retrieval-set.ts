/**
 * Passages and queries made from spoken interviews and documents, without anybody's judgement:
 *
 * - a question: the last sentence of a turn, where it asks; what is to be found are the passages of the turn that
 *   answers it. The asking turn is not among the passages.
 * - a cloze (inverse cloze task, Lee, Chang, Toutanova 2019): a sentence taken out of its passage; what is to be found
 *   is the rest of the passage.
 */
import { passagesOf } from "../passages.ts";

export interface Passage {
  id: string;
  text: string;
}

export interface Query {
  text: string;
  kind: "question" | "cloze";
  /** Ids of passages, one of which is to be found. */
  relevant: string[];
}

export interface RetrievalSet {
  passages: Passage[];
  queries: Query[];
}

const TURN = /^\*\*([^*]+):\*\*\s*/m;
const LEAST_WORDS = 6;
const MOST_WORDS = 40;
const LEAST_SENTENCES = 3;
/** Every so many passages one is a cloze. */
const CLOZE_EVERY = 4;

/** Turns of a transcript: speakers in bold, time marks left out. */
export function interviewSet(name: string, transcript: string): RetrievalSet {
  const [, ...parts] = transcript.split(TURN);
  const turns: { speaker: string; text: string }[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const text = (parts[i + 1] ?? "").replaceAll(/\\?\[[\d:]+\\?\]|\\\[[^\]]*\\\]/g, " ").trim();
    if (text !== "") turns.push({ speaker: parts[i] ?? "", text });
  }
  const set: RetrievalSet = { passages: [], queries: [] };
  for (const [i, turn] of turns.entries()) {
    const question = questionOf(turn.text);
    const answer = turns[i + 1];
    if (question !== undefined && answer !== undefined && answer.speaker !== turn.speaker) {
      const ids = passagesOf(answer.text).map((_, k) => `${name}:${i + 1}:${k}`);
      // An answer that asks back is no passage itself.
      if (questionOf(answer.text) === undefined)
        set.queries.push({ text: question, kind: "question", relevant: ids });
      continue;
    }
    addPassages(set, `${name}:${i}`, turn.text);
  }
  return set;
}

export function documentSet(name: string, text: string): RetrievalSet {
  const set: RetrievalSet = { passages: [], queries: [] };
  addPassages(set, name, text);
  return set;
}

function addPassages(set: RetrievalSet, prefix: string, text: string): void {
  for (const [k, passage] of passagesOf(text).entries()) {
    const id = `${prefix}:${k}`;
    const sentences = sentencesOf(passage);
    const middle = sentences[Math.floor(sentences.length / 2)] ?? "";
    const isCloze =
      set.passages.length % CLOZE_EVERY === 0 && sentences.length >= LEAST_SENTENCES && isAskable(middle);
    set.passages.push({ id, text: isCloze ? passage.replace(middle, " ") : passage });
    if (isCloze) set.queries.push({ text: middle, kind: "cloze", relevant: [id] });
  }
}

function questionOf(turn: string): string | undefined {
  const last = sentencesOf(turn).at(-1) ?? "";
  return last.endsWith("?") && isAskable(last) ? last : undefined;
}

function isAskable(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  return words >= LEAST_WORDS && words <= MOST_WORDS;
}

function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?…]+[.!?…]+["'”’)]*|[^.!?…]+$/g) ?? [])
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Reads sentences with marked skills and knowledge (SkillSpan, MIT: github.com/kris927b/SkillSpan). */
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Layer } from "./tagger.ts";

export interface Sentence {
  words: string[];
  /** 0 outside, 1 begin, 2 inside, per word. */
  tags: Record<Layer, number[]>;
}

const TAG_NUMBERS: Readonly<Record<string, number>> = { O: 0, B: 1, I: 2 };

export async function readSentences(path: string): Promise<Sentence[]> {
  const text = (await promisify(gunzip)(await readFile(path))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { tokens, tags_skill, tags_knowledge } = JSON.parse(line) as {
        tokens: string[];
        tags_skill: string[];
        tags_knowledge: string[];
      };
      return { words: tokens, tags: { skill: numbersOf(tags_skill), knowledge: numbersOf(tags_knowledge) } };
    });
}

function numbersOf(tags: readonly string[]): number[] {
  return tags.map((tag) => TAG_NUMBERS[tag.slice(0, 1)] ?? 0);
}

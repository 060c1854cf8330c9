/** Prompts are files with a version in their name: a changed prompt is a new file, so that old calls stay explained. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

export interface Prompt {
  /** Name and version, such as `read-answer/1`. */
  name: string;
  text: string;
  /** SHA-256 of the text. */
  hash: string;
}

export async function readPrompt(name: string, version: number): Promise<Prompt> {
  const text = await readFile(new URL(`../prompts/${name}.${version}.md`, import.meta.url), "utf8");
  return { name: `${name}/${version}`, text, hash: createHash("sha256").update(text).digest("hex") };
}

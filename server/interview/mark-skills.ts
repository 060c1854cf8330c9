/** Skills and knowledge marked in a sentence by a language model, for the same evaluation as the offline tagger. */
import { Type } from "typebox";
import { parse } from "@trajectory/protocols/validate.ts";
import type { Chat } from "./model/chat.ts";
import { readPrompt } from "./model/prompts.ts";
import { type Layer, LAYERS, type Run } from "./tagger/tagger.ts";

const Spans = Type.Object(
  { skill: Type.Array(Type.String()), knowledge: Type.Array(Type.String()) },
  { additionalProperties: false },
);
const MOST_TOKENS = 600;

/** An answer without the right form marks nothing. @throws ChatError */
export async function markByModel(chat: Chat, words: readonly string[]): Promise<Record<Layer, Run[]>> {
  const prompt = await readPrompt("mark-skills", 1);
  const { text } = await chat.ask({
    system: prompt.text,
    user: words.join(" "),
    schema: { name: "spans", schema: Spans },
    maxTokens: MOST_TOKENS,
    signal: new AbortController().signal,
  });
  const marked = spansIn(text);
  const [skill = [], knowledge = []] = LAYERS.map((layer) =>
    marked[layer].flatMap((span) => runOf(span, words)),
  );
  return { skill, knowledge };
}

function spansIn(text: string): Type.Static<typeof Spans> {
  try {
    return parse(Spans, JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
  } catch {
    return { skill: [], knowledge: [] };
  }
}

function runOf(span: string, words: readonly string[]): Run[] {
  const wanted = span.trim().split(/\s+/);
  const from = words.findIndex((_, i) => wanted.every((word, k) => words[i + k] === word));
  return from < 0 ? [] : [{ from, to: from + wanted.length }];
}

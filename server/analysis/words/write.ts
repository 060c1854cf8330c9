/** Insights in words, offline: templates filled with the numbers that the insight refers to, and no others. */
import type { Insight, Mention } from "@trajectory/engine/insights/find-insights.ts";
import type { Reference } from "@trajectory/engine/insights/references.ts";
import type { Catalogue, Noun } from "./catalogue.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { type Language, showNumber } from "./numbers.ts";

const CATALOGUES: Record<Language, Catalogue> = { en, de };

export type Texts = Record<Language, string>;

/** What things are called, by id. */
export interface Names {
  project: ReadonlyMap<string, string>;
  skill: ReadonlyMap<string, string>;
  constraint: ReadonlyMap<string, string>;
}

export function writeInsight(insight: Insight, names: Names): Texts {
  return { en: write(insight, names, "en"), de: write(insight, names, "de") };
}

/** Names that stand in the text of an insight. */
export function namesIn({ mentions }: Insight, names: Names): string[] {
  return mentions.flatMap((mention) => nameOf(mention, names) ?? []);
}

function write({ kind, references, mentions }: Insight, names: Names, language: Language): string {
  const catalogue = CATALOGUES[language];
  const find = (name: string): Reference => {
    const found = references.find((reference) => reference.name === name);
    if (found === undefined) throw new Error(`The insight ${kind} refers to no ${name}.`);
    return found;
  };
  const n = (name: string): string => showNumber(find(name), language);
  const called = (mention: Mention): string => {
    if (mention.entity === "feature") return catalogue.features[mention.id] ?? mention.id;
    return catalogue.quoted(nameOf(mention, names) ?? mention.id);
  };
  const [first] = mentions;
  return catalogue.sentences[kind]({
    n,
    count: (name, noun) => `${n(name)} ${nounFor(catalogue, noun, n(name))}`,
    name: first === undefined ? "" : called(first),
    parts: mentions.flatMap((mention, i) => {
      const { part, id } = mention;
      if (part === undefined) return [];
      const what = id === "deadline" ? catalogue.otherDeadline : catalogue.changes[part](called(mention));
      return [{ what, points: n(`part${i}`) }];
    }),
  });
}

/** By the number as it is shown: "1" has one day, "1.0" weeks. */
function nounFor({ nouns }: Catalogue, noun: Noun, shown: string): string {
  const [one, other] = nouns[noun];
  return shown === "1" ? one : other;
}

function nameOf({ entity, id, part }: Mention, names: Names): string | undefined {
  if (entity === "feature") return undefined;
  if (entity === "change") return (part === "gravity" ? names.constraint : names.project).get(id);
  return names[entity].get(id);
}

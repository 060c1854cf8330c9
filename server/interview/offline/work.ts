/** Projects and constraints as people mention them, by words. */
import type { Reading, Turn } from "../port.ts";

type FoundProject = Reading["projects"][number];
type FoundConstraint = Reading["constraints"][number];

const HOURS_A_WEEK =
  /(\d{1,3}(?:[.,]\d)?)\s*(?:h|hrs?|hours?)\b(?:\s+(?:\w+\s+){0,2})?(?:\/|a|per|each|every)\s*(week|wk|day)\b/i;
const HOURS = /(\d{1,5})\s*(?:h|hrs?|hours?)\b(?!\s*(?:\/|a|per|each|every)\s*(?:week|wk|day))/i;
const PERCENT = /(\d{1,3})\s*(?:%|per ?cent)/i;
const PROJECT =
  /\b(?:I(?:'m| am)|we(?:'re| are))\s+(?:currently |now )?(?:building|writing|working on|making|developing|starting|planning|training for|preparing)\s+((?:an?|my|the|our)\s+)?([^,.;!?]{3,60})/i;
const NAMED = /\b(?:my|the|our|a) (?:side )?project (?:is )?(?:called|named) ([^,.;!?]{3,60})/i;

const SHARES: readonly (readonly [RegExp, number])[] = [
  [/\b(almost|nearly) (done|finished|complete)\b/i, 0.9],
  [/\bhalf ?way|\bhalf (done|finished)\b/i, 0.5],
  [/\b(just|barely) (started|begun)\b/i, 0.05],
  [/\b(done|finished|completed)\b/i, 1],
];

function hoursAWeek(sentence: string): number | null {
  const [, number, unit] = HOURS_A_WEEK.exec(sentence) ?? [];
  if (number === undefined) return null;
  const hours = Number(number.replace(",", ".")) * (unit?.toLowerCase() === "day" ? 7 : 1);
  return hours <= 168 ? hours : null;
}

function progressIn(sentence: string): number | null {
  const percent = PERCENT.exec(sentence)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return Number(percent) / 100;
  return SHARES.find(([words]) => words.test(sentence))?.[1] ?? null;
}

/** What a sentence says in numbers of the work it speaks of. */
export function factsIn(sentence: string): Pick<FoundProject, "hoursPerWeek" | "totalHours" | "progress"> {
  const total = HOURS.exec(sentence)?.[1];
  return {
    hoursPerWeek: hoursAWeek(sentence),
    totalHours: total === undefined ? null : Number(total),
    progress: progressIn(sentence),
  };
}

export function projectsIn(sentence: string, { about, projects }: Turn): FoundProject[] {
  const facts = { ...factsIn(sentence), quote: sentence };
  const told = facts.hoursPerWeek !== null || facts.totalHours !== null || facts.progress !== null;
  const lower = sentence.toLowerCase();
  const named = projects.find(({ name }) => lower.includes(name.toLowerCase()));
  const asked = projects.find(({ id }) => id === about.id);
  const known =
    named ??
    (about.topic === "progress" || about.topic === "size" || about.topic === "hours" ? asked : undefined);
  if (known !== undefined) return told ? [{ ...facts, name: known.name }] : [];
  const name = NAMED.exec(sentence)?.[1] ?? PROJECT.exec(sentence)?.[2];
  return name === undefined ? [] : [{ ...facts, name: shortName(name) }];
}

const KINDS: readonly (readonly [FoundConstraint["kind"], RegExp])[] = [
  [
    "care",
    /\b(my (kids?|child(ren)?|son|daughter|baby|mother|father|parents?|grand\w+)|caring for|take care of|look after|childcare)\b/i,
  ],
  [
    "health",
    /\b(illness|chronic|(back|knee|shoulder) pain|migraines?|injur(y|ed)|therapy|treatment|medication|disab\w+)\b/i,
  ],
  ["financial", /\b(rent|debts?|loans?|mortgage|savings|afford|money is|bills)\b/i],
  ["legal", /\b(visa|work permit|custody|court|notice period|non-?compete|lawsuit)\b/i],
  [
    "location",
    /\b((can(no|')t|will not) (move|relocate)|have to move|far (away )?from|remote area|tied to (this|the) (city|town))\b/i,
  ],
  [
    "time",
    /\b(commut\w+|night shifts?|shift work|full[- ]?time job|part[- ]?time job|day job|school|course|lectures|exams?)\b/i,
  ],
  [
    "social",
    /\b(my (partner|wife|husband|girlfriend|boyfriend|family) (wants|needs|expects)|volunteer\w*|the (club|community) needs)\b/i,
  ],
];

const BURDEN =
  /\b(have to|must|need to|can(no|')t|costs?|takes?|takes up|because of|limits?|hours?|every (day|week|month)|pay(ing)?|holds? me)\b/i;

export function constraintsIn(sentence: string, { about }: Turn): FoundConstraint[] {
  const kind = KINDS.find(([, words]) => words.test(sentence));
  const hoursPerWeek = hoursAWeek(sentence);
  if (kind === undefined || (!BURDEN.test(sentence) && about.topic !== "constraint")) return [];
  const name = kind[1].exec(sentence)?.[0] ?? kind[0];
  return [
    {
      name: shortName(name),
      kind: kind[0],
      severity: severityIn(sentence),
      flexibility: flexibilityIn(sentence),
      hoursPerWeek,
      quote: sentence,
    },
  ];
}

function severityIn(sentence: string): number {
  if (/\b(a lot|huge|heavy|severe|most of|exhausting|terribl\w+|very hard)\b/i.test(sentence)) return 0.8;
  return /\b(a bit|a little|minor|small|sometimes|not much)\b/i.test(sentence) ? 0.3 : 0.5;
}

function flexibilityIn(sentence: string): number {
  if (/\b(can(no|')t (change|move)|fixed|no way (around|out)|every single)\b/i.test(sentence)) return 0.1;
  return /\b(flexible|could (change|move|reduce)|might end|temporary|for now)\b/i.test(sentence) ? 0.8 : 0.5;
}

function shortName(text: string): string {
  const name =
    text
      .trim()
      .replace(/^(my|the|our|an?)\s+/i, "")
      .split(/\s+(?:and|but|which|that|because|for about|for \d+|about \d+|at \d+|since)\s+/i)[0] ?? text;
  return (name.charAt(0).toUpperCase() + name.slice(1)).slice(0, 60);
}

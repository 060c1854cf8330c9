/** A JSON Resume (jsonresume.org, schema 1.0) as sentences, with the skills and languages it grades itself. */
import { Type } from "typebox";
import { parse } from "@trajectory/protocols/validate.ts";
import type { DocumentText, Stated } from "./document.ts";
import { pagesOf } from "./pages.ts";

const Text = Type.Optional(Type.Union([Type.String({ maxLength: 20_000 }), Type.Null()]));
const Texts = Type.Optional(Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 500 }));
const Entry = Type.Object({
  name: Text,
  organization: Text,
  institution: Text,
  publisher: Text,
  title: Text,
  position: Text,
  area: Text,
  studyType: Text,
  startDate: Text,
  endDate: Text,
  description: Text,
  summary: Text,
  highlights: Texts,
  courses: Texts,
});
const Entries = Type.Optional(Type.Array(Entry, { maxItems: 500 }));
const Resume = Type.Object({
  basics: Type.Optional(Type.Object({ name: Text, label: Text, summary: Text })),
  work: Entries,
  volunteer: Entries,
  education: Entries,
  projects: Entries,
  publications: Entries,
  certificates: Entries,
  skills: Type.Optional(
    Type.Array(Type.Object({ name: Text, level: Text, keywords: Texts }), { maxItems: 500 }),
  ),
  languages: Type.Optional(Type.Array(Type.Object({ language: Text, fluency: Text }), { maxItems: 100 })),
});
type Entry = Type.Static<typeof Entry>;

const SECTIONS = ["work", "volunteer", "projects", "education", "publications", "certificates"] as const;

/** The first that fits. */
const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/\b(master|expert|native|mother tongue|bilingual|c2)\b/i, 4],
  [/\b(advanced|fluent|strong|proficient|senior|professional|c1|b2)\b/i, 3],
  [/\b(intermediate|working|good|competent|conversational|b1)\b/i, 2],
  [/\b(beginner|basic|elementary|novice|limited|junior|a1|a2)\b/i, 1],
];
const UNGRADED = { level: 2, strength: 0.4 };
const GRADED_STRENGTH = 0.7;
/** A keyword under a graded skill shares its grade, less surely. */
const KEYWORD_STRENGTH = 0.4;
const MOST_NAME = 60;

/** @throws ProtocolError `invalid_input` where a field is not of the schema */
export function readJsonResume(text: string): DocumentText {
  const resume = parse(Resume, JSON.parse(text));
  const { basics = {} } = resume;
  const lines = [[basics.name, basics.label].filter(Boolean).join(", "), basics.summary ?? ""];
  for (const section of SECTIONS) lines.push(...(resume[section] ?? []).flatMap(linesOf));
  const graded: Omit<Extract<Stated, { kind: "skill" }>, "page">[] = [];
  for (const { name, level, keywords = [] } of resume.skills ?? []) {
    if (!name) continue;
    const quote = `${name}${level ? `: ${level}` : ""}${keywords.length > 0 ? ` (${keywords.join(", ")})` : ""}.`;
    lines.push(quote);
    const grade = gradeOf(level);
    graded.push({ kind: "skill", evidence: "self_report", skill: name, ...grade, quote });
    for (const skill of keywords) {
      const strength = Math.min(grade.strength, KEYWORD_STRENGTH);
      graded.push({ kind: "skill", evidence: "self_report", skill, ...grade, strength, quote });
    }
  }
  for (const { language, fluency } of resume.languages ?? []) {
    if (!language) continue;
    const quote = `${language}${fluency ? `: ${fluency}` : ""}.`;
    lines.push(quote);
    graded.push({ kind: "skill", evidence: "self_report", skill: language, ...gradeOf(fluency), quote });
  }
  const pages = pagesOf([lines.filter((line) => line !== "").join("\n")]);
  const stated = graded
    .filter(({ skill }) => skill.trim() !== "" && skill.length <= MOST_NAME)
    .flatMap((one) => {
      const page = pages.findIndex((words) => words.includes(one.quote)) + 1;
      return page === 0 ? [] : [{ ...one, page }];
    });
  return { pages, notices: [], stated, prose: true };
}

function linesOf(entry: Entry): string[] {
  const { position, studyType, area, title, startDate, endDate, summary, description } = entry;
  const place = entry.name ?? entry.organization ?? entry.institution ?? entry.publisher;
  const what = [position ?? studyType ?? title, area].filter(Boolean).join(" ");
  const time = [startDate, endDate].filter(Boolean).join(" to ");
  const heading = [what, place].filter(Boolean).join(", ") + (time === "" ? "" : ` (${time})`);
  return [heading, summary ?? "", description ?? "", ...(entry.highlights ?? []), ...(entry.courses ?? [])];
}

function gradeOf(words: string | null | undefined): { level: number; strength: number } {
  const level = words ? LEVELS.find(([known]) => known.test(words))?.[1] : undefined;
  return level === undefined ? UNGRADED : { level, strength: GRADED_STRENGTH };
}

/** The words of the offline interviewer. A topic asked again is asked otherwise. */
import { topicKey } from "@trajectory/actors/interview/conversation.ts";
import type { Topic } from "@trajectory/protocols/events/interview.ts";
import type { Situation } from "./plan.ts";

type Wording = (name: string) => string;

const SKILL: readonly Wording[] = [
  (name) =>
    `How well do you know ${name}? Tell me about the last time you used it: what you did, and how it turned out.`,
  (name) => `What is the hardest thing you have done with ${name}, alone or with help?`,
  (name) => `Where do you still get stuck with ${name}, and what could you teach somebody else?`,
];
const PROGRESS: readonly Wording[] = [
  (name) => `How far along is “${name}”, in percent? What was finished last?`,
  (name) => `What is left to do in “${name}”, and how far along would you say it is?`,
];
const HOURS: readonly Wording[] = [
  (name) => `How many hours a week did you really give to “${name}” in the last weeks?`,
  (name) => `How many hours a week will you have for “${name}”?`,
];
const SIZE: readonly Wording[] = [
  (name) => `How many hours in total will “${name}” take, from its start to its end?`,
  (name) =>
    `Which part of “${name}” is the most uncertain, and how many hours in total would you now expect?`,
];
const OPEN: Readonly<Record<string, readonly Wording[]>> = {
  skill_discovery: [
    () => "What have you worked on lately? Which skills did it take, and how well do you know each of them?",
    () => "What else are you good at, at work or outside of it? Say how you know.",
  ],
  project_assessment: [
    () =>
      "What are you working on? For each project: how many hours a week, how far along, and how large is it?",
    () => "Is there another project that takes your time? How many hours a week, and how far along is it?",
  ],
};
const CONSTRAINT: Readonly<Record<string, string>> = {
  time: "What else takes fixed hours every week: a job, school, commuting? How many hours a week?",
  financial:
    "Does money limit what you can do, such as rent or debts? What does it take you, in hours a week?",
  care: "Do you care for somebody, such as children or parents? How many hours a week does it take?",
  health: "Does your health limit the hours you have? Say only what you want to say.",
  social: "Do family, friends or a community expect hours of you? How many a week?",
  location: "Does the place you live in, or have to move to, limit your work?",
  legal: "Is there a contract, a visa or another rule that limits you?",
  other: "Is there anything else that holds your work back every week?",
};
const CLOSING: Wording = () =>
  "I know what I can learn by asking. Is there anything else you want to tell me?";

export function wordingOf(about: Topic, { conversation, skills, projects, constraints }: Situation): string {
  const times = conversation.asked?.[topicKey(about)] ?? 0;
  const pick = (wordings: readonly Wording[], name = ""): string =>
    (wordings[times % wordings.length] ?? CLOSING)(name);
  const nameIn = (list: readonly { id: string; name: string }[]): string =>
    list.find(({ id }) => id === about.id)?.name ?? about.id ?? "";
  switch (about.topic) {
    case "skill":
      return pick(SKILL, nameIn(skills));
    case "progress":
      return pick(PROGRESS, nameIn(projects));
    case "hours":
      return pick(HOURS, nameIn(projects));
    case "size":
      return pick(SIZE, nameIn(projects));
    case "open":
      return pick(OPEN[conversation.flow ?? ""] ?? [CLOSING]);
    case "constraint": {
      const known = constraints.find(({ id }) => id === about.id);
      if (known === undefined) return CONSTRAINT[about.id ?? ""] ?? CLOSING("");
      return `You entered “${known.name}”. How many hours a week does it take, and how fixed is that?`;
    }
    case "closing":
      return CLOSING("");
  }
}

/** What reads answers and words questions: a language model, or the offline reader. Neither is trusted (ground.ts). */
import { Type } from "typebox";
import {
  ClaimDirection,
  type Constraint,
  Constraint as ConstraintSchema,
  type Project,
} from "@trajectory/protocols/events/entities.ts";
import type { Flow, Reader, Topic } from "@trajectory/protocols/events/interview.ts";

/** One question and its answer, with what the person has by name. */
export interface Turn {
  flow: Flow;
  about: Topic;
  question: string;
  answer: string;
  skills: readonly KnownSkill[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
}

export interface KnownSkill {
  id: string;
  name: string;
  domain: string;
}

const closed = { additionalProperties: false };
const Quote = Type.String({ description: "Words of the answer, exactly as they stand there" });
const Hours = Type.Union([Type.Number(), Type.Null()]);

/** What may be found in an answer; the JSON Schema that a language model is held to. */
export const Reading = Type.Object(
  {
    evidence: Type.Array(
      Type.Object(
        {
          skill: Type.String({ description: "Name of the skill" }),
          level: Type.Number({ description: "0 none, 1 basic, 2 working, 3 strong, 4 expert" }),
          strength: Type.Number({ description: "0 to 1: how concrete the words are" }),
          quote: Quote,
        },
        closed,
      ),
    ),
    claims: Type.Array(
      Type.Object(
        { direction: ClaimDirection, intensity: Type.Number({ description: "1; very is 2" }), quote: Quote },
        closed,
      ),
    ),
    projects: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          hoursPerWeek: Hours,
          totalHours: Hours,
          progress: Type.Union([Type.Number(), Type.Null()], { description: "0 to 1" }),
          quote: Quote,
        },
        closed,
      ),
    ),
    constraints: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          kind: ConstraintSchema.properties.kind,
          severity: Type.Number({ description: "0 to 1" }),
          flexibility: Type.Number({ description: "0 to 1" }),
          hoursPerWeek: Hours,
          quote: Quote,
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Reading = Type.Static<typeof Reading>;

export interface AnswerReader {
  /** @throws ReaderError; anything else is a mistake of ours */
  read(turn: Turn, caller: Caller): Promise<{ reading: Reading; by: Reader }>;
}

export interface QuestionWriter {
  /** Words of the question as they come go to `onWords`. @throws ReaderError */
  word(
    plan: PlannedQuestion,
    conversation: string,
    caller: Caller,
    onWords: (words: string) => void,
  ): Promise<{ text: string; by: Reader }>;
}

/** For whom, and until when. */
export interface Caller {
  userId: string;
  interviewId: string;
  signal: AbortSignal;
}

export interface PlannedQuestion {
  about: Topic;
  /** As the offline interviewer asks it. */
  text: string;
  /** Share of the variance of the number looked at that an answer is expected to remove. */
  worth: number;
}

/** The reader could not do it; the sentence is fit for the person. */
export class ReaderError extends Error {
  override readonly name = "ReaderError";
}

export const NOTHING_READ: Reading = { evidence: [], claims: [], projects: [], constraints: [] };

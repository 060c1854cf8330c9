/** Interviews as the server leads them. */
import type { Constraint, Evidence, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import type { CommandsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Topic } from "@trajectory/protocols/events/interview.ts";
import { ApiError, call, callStream } from "./http.ts";

type ClaimDirection = CommandsOf<"session">["make_claim"]["direction"];

export const FLOWS = ["skill_discovery", "project_assessment", "constraint_mapping"] as const;
export type FlowName = (typeof FLOWS)[number];

export interface Proposal {
  id: string;
  kind: "evidence" | "skill" | "claim" | "project" | "constraint";
  quote?: string;
  /** From and to in the last answer, in UTF-16 units. */
  span?: readonly [number, number];
  evidenceKind?: Evidence["kind"];
  /** ρ of its reader for this kind. */
  reliability?: number;
  skillId?: string;
  value?: { level?: number };
  skill?: Skill;
  direction?: ClaimDirection;
  intensity?: number;
  /** The session that ran while it was said. */
  sessionId?: string;
  project?: Project;
  constraint?: Constraint;
}

export interface TranscriptLine {
  role: "interviewer" | "person";
  text: string;
  at: number;
  by?: { reader: "offline" | "model"; version: string };
  /** Of a question: share of the uncertainty that an answer was expected to remove. */
  worth?: number;
}

export interface Claim {
  id: string;
  text: string;
  direction: ClaimDirection;
  sessionId?: string;
  verdict: "consistent" | "differs" | "no_verdict" | "no_session";
  confirmed: boolean;
}

export interface Interview {
  id: string;
  flow: FlowName;
  focus: { quantity: "eta" | "skill"; skillId?: string };
  state: "asking" | "listening" | "extracting" | "confirming" | "paused" | "complete";
  question: { text: string; worth?: number; about?: Topic } | null;
  /** Nothing more is worth asking. */
  enough: boolean;
  proposals: readonly Proposal[];
  transcript: readonly TranscriptLine[];
  accepted: number;
  declined: number;
  reliability: readonly {
    reader: string;
    kind: string;
    value: number;
    accepted: number;
    edited: number;
    declined: number;
  }[];
  claims: readonly Claim[];
  /** What the person should know of the last call, in the server's words. */
  notices?: readonly string[];
}

export interface InterviewList {
  interviews: readonly { id: string; flow: FlowName; lastAt: number; answers: number; complete: boolean }[];
  /** Of the language model; null: interviews are led offline. */
  today: { model: string | null };
}

export interface Edited {
  level?: number;
  skill?: Skill;
  direction?: ClaimDirection;
  intensity?: number;
  project?: Project;
  constraint?: Constraint;
}
export type Decision = { decision: "accept" | "reject" } | { decision: "edit"; edited: Edited };

/** A call is sent again with the same key as long as nobody knows how it ended. */
export interface Listening {
  key: string;
  /** Words of the next question as they come. */
  onWords: (words: string) => void;
}

const at = (id: string): string => `/api/interview/${encodeURIComponent(id)}`;

export function getInterviews(): Promise<InterviewList> {
  return call("GET", "/api/interview");
}

export function getInterview(id: string): Promise<Interview> {
  return call("GET", at(id));
}

export function startInterview(flow: FlowName, listening: Listening): Promise<Interview> {
  return led("/api/interview/start", { flow }, listening);
}

export function sendAnswer(id: string, text: string, listening: Listening): Promise<Interview> {
  return led(`${at(id)}/message`, { text }, listening);
}

export function decide(
  id: string,
  proposalId: string,
  decision: Decision,
  listening: Listening,
): Promise<Interview> {
  return led(`${at(id)}/proposals/${encodeURIComponent(proposalId)}`, decision, listening);
}

/** Also goes on with what the server was kept from finishing. */
export function resumeInterview(id: string, listening: Listening): Promise<Interview> {
  return led(`${at(id)}/resume`, {}, listening);
}

export function endInterview(id: string, how: "pause" | "complete"): Promise<Interview> {
  return call("POST", `${at(id)}/${how}`);
}

/** @throws ApiError */
async function led(path: string, body: unknown, { key, onWords }: Listening): Promise<Interview> {
  for await (const { event, data } of callStream(path, body, key)) {
    if (event === "interview_message") onWords((data as { words: string }).words);
    if (event === "interview") return data as Interview;
  }
  throw new ApiError(0, { code: "offline", message: "", hint: "" });
}

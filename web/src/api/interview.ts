/** Interviews as the server leads them. */
import { call } from "./http.ts";

export const FLOWS = ["skill_discovery", "project_assessment", "constraint_mapping"] as const;
export type FlowName = (typeof FLOWS)[number];

export interface Proposal {
  id: string;
  kind: "evidence" | "skill" | "claim" | "project" | "constraint";
  quote?: string;
  /** Why it counts as much as it does. */
  explanation: string;
  skillId?: string;
  value?: { level?: number };
  skill?: { name: string };
  direction?: string;
  project?: { name: string };
  constraint?: { name: string };
}

export interface Interview {
  id: string;
  flow: FlowName;
  state: "asking" | "listening" | "extracting" | "confirming" | "paused" | "complete";
  question: { text: string; worth?: number } | null;
  /** Nothing more is worth asking. */
  enough: boolean;
  proposals: readonly Proposal[];
  transcript: readonly { role: "interviewer" | "person"; text: string; at: number }[];
  accepted: number;
  declined: number;
  claims: readonly { id: string; text: string; sentence: string }[];
  /** What the person should know of the last call. */
  notices?: readonly string[];
}

export interface InterviewList {
  interviews: readonly { id: string; flow: FlowName; lastAt: number; answers: number; complete: boolean }[];
  /** Of the language model; null: interviews are led offline. */
  today: { model: string | null };
}

export type Decision = { decision: "accept" | "reject" } | { decision: "edit"; edited: { level: number } };

const at = (id: string): string => `/api/interview/${encodeURIComponent(id)}`;

export function getInterviews(): Promise<InterviewList> {
  return call("GET", "/api/interview");
}

export function getInterview(id: string): Promise<Interview> {
  return call("GET", at(id));
}

export function startInterview(flow: FlowName): Promise<Interview> {
  return call("POST", "/api/interview/start", { flow });
}

export function sendAnswer(id: string, text: string): Promise<Interview> {
  return call("POST", `${at(id)}/message`, { text });
}

export function decide(id: string, proposalId: string, decision: Decision): Promise<Interview> {
  return call("POST", `${at(id)}/proposals/${encodeURIComponent(proposalId)}`, decision);
}

export function changeInterview(id: string, to: "pause" | "resume" | "complete"): Promise<Interview> {
  return call("POST", `${at(id)}/${to}`);
}

/**
 * The running or newest interview: the context of the interview machine. Fields that older logs never fill are
 * absent until they are, so that those logs land where they did.
 */
import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Finding, Flow, Focus, Reader, Topic } from "@trajectory/protocols/events/interview.ts";
import type { MachineEvent } from "../runtime/messages.ts";
import { countDecision, type DecisionCounts, decisionKey } from "./calibration.ts";

export type InterviewEvent = MachineEvent<"interview">;

export interface Conversation {
  readonly interviewId: string | null;
  readonly flow: Flow | null;
  readonly focus?: Focus;
  /** The question put last, and what it is about. */
  readonly question: string | null;
  readonly about?: Topic;
  readonly answers: number;
  /** Questions put in this interview, by topic as `topicKey` has it. */
  readonly asked?: Readonly<Record<string, number>>;
  /** The answer given last, while it is being read. */
  readonly answer?: { readonly text: string; readonly at: number };
  /** Evidence the person has not decided on yet. */
  readonly proposed: readonly Evidence[];
  /** The other findings not decided on yet, and who found them. */
  readonly findings?: readonly Finding[];
  readonly proposedBy?: Reader["reader"];
  readonly accepted: number;
  readonly declined: number;
  /** What became of proposals, over all interviews. */
  readonly decisions?: DecisionCounts;
}

export const NO_CONVERSATION: Conversation = {
  interviewId: null,
  flow: null,
  question: null,
  answers: 0,
  proposed: [],
  accepted: 0,
  declined: 0,
};

export function topicKey({ topic, id }: Topic): string {
  return id === undefined ? topic : `${topic} ${id}`;
}

/** Proposals of all kinds that wait for a decision. */
export function undecided({ proposed, findings = [] }: Conversation): number {
  return proposed.length + findings.length;
}

export function evolve(conversation: Conversation, event: InterviewEvent): Conversation {
  switch (event.type) {
    case "interview_started": {
      const { interviewId, flow, focus } = event.payload;
      const { decisions } = conversation;
      return {
        ...NO_CONVERSATION,
        interviewId,
        flow,
        ...(focus === undefined ? {} : { focus }),
        ...(decisions === undefined ? {} : { decisions }),
      };
    }
    case "question_asked":
      return asked(conversation, event.payload);
    case "answer_given": {
      const answers = conversation.answers + 1;
      // Only an interview whose questions say what they are about is read by the server.
      if (conversation.about === undefined) return { ...conversation, answers };
      return { ...conversation, answers, answer: { text: event.payload.text, at: event.at } };
    }
    case "evidence_proposed":
      return proposed(conversation, event.payload);
    case "evidence_decided": {
      const { evidenceId } = event.payload;
      const evidence = conversation.proposed.find(({ id }) => id === evidenceId);
      return {
        ...decided(conversation, evidence?.kind, event.payload),
        proposed: conversation.proposed.filter(({ id }) => id !== evidenceId),
      };
    }
    case "finding_decided": {
      const { findings = [] } = conversation;
      const finding = findings.find(({ id }) => id === event.payload.findingId);
      return {
        ...decided(conversation, finding?.kind, event.payload),
        findings: findings.filter((other) => other !== finding),
      };
    }
    case "interview_completed":
      return { ...leave(conversation, "findings", "answer"), proposed: [] };
    case "interview_paused":
    case "interview_resumed":
      return conversation;
  }
}

function asked(
  conversation: Conversation,
  { question, about }: EventsOf<"interview">["question_asked"],
): Conversation {
  const next = { ...leave(conversation, "about"), question };
  if (about === undefined) return next;
  const key = topicKey(about);
  const times = (conversation.asked?.[key] ?? 0) + 1;
  return { ...next, about, asked: { ...conversation.asked, [key]: times } };
}

function proposed(
  conversation: Conversation,
  { evidence, findings, by }: EventsOf<"interview">["evidence_proposed"],
): Conversation {
  return {
    ...leave(conversation, "findings", "proposedBy", "answer"),
    proposed: evidence,
    ...(findings === undefined ? {} : { findings }),
    ...(by === undefined ? {} : { proposedBy: by.reader }),
  };
}

function decided(
  conversation: Conversation,
  kind: string | undefined,
  { accepted, edited }: { accepted: boolean; edited?: unknown },
): Conversation {
  const { proposedBy, decisions } = conversation;
  const counted = {
    ...conversation,
    accepted: conversation.accepted + (accepted ? 1 : 0),
    declined: conversation.declined + (accepted ? 0 : 1),
  };
  if (proposedBy === undefined || kind === undefined) return counted;
  const decision = accepted ? (edited === undefined ? "accepted" : "edited") : "declined";
  return { ...counted, decisions: countDecision(decisions, decisionKey(proposedBy, kind), decision) };
}

type Passing = "about" | "answer" | "findings" | "proposedBy";

/** Without these fields: absent, not undefined. */
function leave(conversation: Conversation, ...keys: Passing[]): Conversation {
  const rest: { -readonly [Key in keyof Conversation]: Conversation[Key] } = { ...conversation };
  for (const key of keys) delete rest[key];
  return rest;
}

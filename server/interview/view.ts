/** An interview as it is shown: made of its events in the log and the actor's present state. */
import { decisionKey, reliabilityOf } from "@trajectory/actors/interview/calibration.ts";
import type { Conversation } from "@trajectory/actors/interview/conversation.ts";
import type { ClaimReading } from "@trajectory/engine/life/claim-book.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Finding, Flow, Focus, Reader, Topic } from "@trajectory/protocols/events/interview.ts";
import { claimSentence, NO_SESSION_SENTENCE } from "./claim-wording.ts";
import { isEnough } from "./questions/plan.ts";

export type InterviewState = "asking" | "listening" | "extracting" | "confirming" | "paused" | "complete";

export type Proposal =
  | ({ kind: "evidence"; id: string; explanation: string } & Omit<Evidence, "id" | "kind"> & {
        evidenceKind: Evidence["kind"];
      })
  | (Finding & { explanation: string });

export interface TranscriptLine {
  role: "interviewer" | "person";
  text: string;
  at: number;
  by?: Reader;
  /** Of a question: share of the uncertainty that an answer was expected to remove. */
  worth?: number;
}

export interface InterviewView {
  id: string;
  flow: Flow;
  focus: Focus;
  state: InterviewState;
  startedAt: number;
  question: { text: string; about?: Topic; worth?: number; by?: Reader } | null;
  /** True when nothing more is worth asking: finish, or tell what was not asked for. */
  enough: boolean;
  proposals: Proposal[];
  transcript: TranscriptLine[];
  answers: number;
  accepted: number;
  declined: number;
  /** How far each reader is trusted for each kind of proposal, from what you accepted, edited and declined. */
  reliability: {
    reader: string;
    kind: string;
    value: number;
    accepted: number;
    edited: number;
    declined: number;
  }[];
  claims: {
    id: string;
    text: string;
    direction: ClaimReading["direction"];
    /** The session it was compared with; what `confirm_claim` needs. */
    sessionId?: string;
    verdict: ClaimReading["verdict"] | "no_session";
    sentence: string;
    confirmed: boolean;
  }[];
}

export interface Present {
  /** The chart's state of the actor, and its context. */
  value: unknown;
  context: Conversation;
  claims: readonly ClaimReading[];
}

/** @throws ProtocolError `not_found` when there are no events */
export function viewOf(
  id: string,
  events: readonly EventRecord[],
  { value, context, claims }: Present,
): InterviewView {
  const start = events.find(({ type }) => type === "interview_started");
  if (start === undefined)
    throw new ProtocolError("not_found", `There is no interview "${id}".`, { field: "id" });
  const { flow, focus = { quantity: "eta" } } = start.payload as EventsOf<"interview">["interview_started"];
  const isNewest = context.interviewId === id;
  const state = isNewest ? stateOf(value) : "complete";
  const asked = events.findLast(({ type }) => type === "question_asked");
  const question = asked === undefined || state === "complete" ? null : questionOf(asked);
  const decisions = events.filter(({ type }) => type === "evidence_decided" || type === "finding_decided");
  const accepted = decisions.filter(({ payload }) => (payload as { accepted: boolean }).accepted).length;
  return {
    id,
    flow,
    focus,
    state,
    startedAt: start.at,
    question,
    enough: isEnough(question?.about),
    proposals: isNewest ? proposalsOf(context) : [],
    transcript: events.flatMap(lineOf),
    answers: events.filter(({ type }) => type === "answer_given").length,
    accepted,
    declined: decisions.length - accepted,
    reliability: Object.entries(context.decisions ?? {}).map(([key, counts]) => {
      const [reader = "", kind = ""] = key.split(" ");
      return { reader, kind, value: reliabilityOf(context.decisions, decisionKey(reader, kind)), ...counts };
    }),
    claims: claimsOf(events, claims),
  };
}

export function stateOf(value: unknown): InterviewState {
  const name = typeof value === "string" ? value : Object.values(value as Record<string, unknown>)[0];
  return name === "none" ? "complete" : (name as InterviewState);
}

function questionOf({ payload }: EventRecord): NonNullable<InterviewView["question"]> {
  const { question, about, worth, by } = payload as EventsOf<"interview">["question_asked"];
  return {
    text: question,
    ...(about === undefined ? {} : { about }),
    ...(worth === undefined ? {} : { worth }),
    ...(by === undefined ? {} : { by }),
  };
}

function lineOf({ type, at, payload }: EventRecord): TranscriptLine[] {
  if (type === "question_asked") {
    const { question, by, worth } = payload as EventsOf<"interview">["question_asked"];
    return [
      {
        role: "interviewer",
        text: question,
        at,
        ...(by === undefined ? {} : { by }),
        ...(worth === undefined ? {} : { worth }),
      },
    ];
  }
  if (type !== "answer_given") return [];
  return [{ role: "person", text: (payload as EventsOf<"interview">["answer_given"]).text, at }];
}

function proposalsOf({ proposed, findings = [], decisions, proposedBy }: Conversation): Proposal[] {
  return [
    ...findings.map((finding): Proposal => ({ ...finding, explanation: explanationOf(finding) })),
    ...proposed.map(({ id, kind, ...evidence }): Proposal => {
      const counts = decisions?.[decisionKey(proposedBy ?? "", kind)];
      const decided = counts === undefined ? 0 : counts.accepted + counts.edited + counts.declined;
      const explanation =
        `Counts with reliability ${evidence.reliability.toFixed(2)}: ` +
        (decided === 0
          ? "the usual for a reader nobody has judged yet."
          : `from ${decided} decisions of yours on proposals of this kind.`);
      return { ...evidence, kind: "evidence", id, evidenceKind: kind, explanation };
    }),
  ];
}

function explanationOf(finding: Finding): string {
  switch (finding.kind) {
    case "skill":
      return "A skill you have not entered yet.";
    case "claim":
      return finding.sessionId === undefined
        ? NO_SESSION_SENTENCE
        : "Will be compared with the session that runs.";
    case "project":
      return "Becomes one of your projects, or changes it; edit what is not right.";
    case "constraint":
      return "Becomes one of your constraints, or changes it; edit what is not right.";
  }
}

/** The accepted claims of the interview; the id of a claim is that of the command that made it. */
function claimsOf(
  events: readonly EventRecord[],
  readings: readonly ClaimReading[],
): InterviewView["claims"] {
  const findings = findingsIn(events);
  return events.flatMap((event) => {
    if (event.type !== "finding_decided") return [];
    const { findingId, accepted, edited } = event.payload as EventsOf<"interview">["finding_decided"];
    const finding = findings.get(findingId);
    if (!accepted || finding?.kind !== "claim") return [];
    const reading = readings.find(({ id }) => id === event.commandId);
    const compared =
      reading === undefined
        ? ({ verdict: "no_session", sentence: NO_SESSION_SENTENCE, confirmed: false } as const)
        : { verdict: reading.verdict, sentence: claimSentence(reading), confirmed: reading.confirmed };
    const direction = reading?.direction ?? edited?.direction ?? finding.direction;
    const session = typeof reading?.sessionId === "string" ? { sessionId: reading.sessionId } : {};
    return [{ id: event.commandId, text: finding.quote, direction, ...session, ...compared }];
  });
}

function findingsIn(events: readonly EventRecord[]): Map<string, Finding> {
  const proposals = events.filter(({ type }) => type === "evidence_proposed");
  const findings = proposals.flatMap(
    ({ payload }) => (payload as EventsOf<"interview">["evidence_proposed"]).findings ?? [],
  );
  return new Map(findings.map((finding) => [finding.id, finding]));
}

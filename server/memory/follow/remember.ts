/** What is remembered of the log: answers with their questions, evidence with its quote, sessions that have ended. */
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { FollowedFacts, Item, Remembered } from "../ports.ts";
import { passagesOf } from "../passages.ts";
import { sessionText } from "./session-text.ts";

/**
 * Ids follow from the events, so that an event that is read twice is remembered once. Evidence that is retracted is
 * forgotten; what is said about a session after its end changes the item of the session.
 */
export async function remember(events: readonly EventRecord[], facts: FollowedFacts): Promise<Remembered> {
  const items = new Map<string, Item>();
  const gone = new Set<string>();
  const ended = new Set<string>();
  const touched = new Set<string>();
  for (const event of events) {
    switch (event.type) {
      case "answer_given":
        for (const item of await answerItems(event, facts)) items.set(item.id, item);
        break;
      case "evidence_added": {
        const item = await evidenceItem(event, facts);
        if (item === undefined) break;
        items.set(item.id, item);
        gone.delete(item.id);
        break;
      }
      case "evidence_retracted": {
        const id = evidenceId((event.payload as EventsOf<"skills">["evidence_retracted"]).evidenceId);
        items.delete(id);
        gone.add(id);
        break;
      }
      case "session_ended":
        ended.add((event.payload as EventsOf<"session">["session_ended"]).sessionId);
        break;
      case "session_tagged":
      case "session_rated":
      case "claim_made":
        touched.add((event.payload as { sessionId: string }).sessionId);
        break;
    }
  }
  const changes: Item[] = [];
  for (const sessionId of new Set([...ended, ...touched])) {
    const item = await sessionItem(sessionId, facts);
    if (item === undefined) continue;
    if (ended.has(sessionId)) items.set(item.id, item);
    else changes.push(item);
  }
  return { items: [...items.values()], changes, gone: [...gone] };
}

async function answerItems(event: EventRecord, facts: FollowedFacts): Promise<Item[]> {
  const { interviewId, text } = event.payload as EventsOf<"interview">["answer_given"];
  const question = await facts.questionBefore(interviewId, event.seq);
  return passagesOf(text).map((passage, i) => ({
    id: `interview:${interviewId}:${event.seq}:${i + 1}`,
    kind: "interview",
    ...(question === undefined ? {} : { title: question.slice(0, 300) }),
    text: passage,
    at: event.at,
    source: { kind: "interview", id: interviewId, locator: `answer ${event.seq}` },
  }));
}

/** Only evidence that rests on words has something to be found by. */
async function evidenceItem(event: EventRecord, facts: FollowedFacts): Promise<Item | undefined> {
  const { evidence } = event.payload as EventsOf<"skills">["evidence_added"];
  const quote = evidence.quote?.trim() ?? "";
  if (quote === "") return undefined;
  const skill = (await facts.skillName(evidence.skillId)) ?? evidence.skillId;
  return {
    id: evidenceId(evidence.id),
    kind: "evidence",
    title: skill,
    text: quote,
    at: evidence.t,
    source: { kind: "skill", id: evidence.skillId, locator: evidence.id },
    metadata: {
      evidenceKind: evidence.kind,
      ...("level" in evidence.value ? { level: evidence.value.level } : {}),
      ...(evidence.span === undefined ? {} : { spanFrom: evidence.span[0], spanTo: evidence.span[1] }),
    },
  };
}

async function sessionItem(sessionId: string, facts: FollowedFacts): Promise<Item | undefined> {
  const session = await facts.session(sessionId);
  if (session === undefined) return undefined;
  return {
    id: `session:${sessionId}`,
    kind: "session",
    title: session.device.slice(0, 300),
    text: sessionText(session),
    at: session.startedAt,
    source: { kind: "session", id: sessionId },
    metadata: {
      minutes: Math.round((session.endedAt - session.startedAt) / 60_000),
      windows: session.windows,
      ...(session.projectId === undefined ? {} : { projectId: session.projectId }),
      ...(session.rating === undefined ? {} : { rating: session.rating }),
    },
  };
}

function evidenceId(id: string): string {
  return `evidence:${id}`;
}

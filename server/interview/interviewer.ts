/**
 * Leads interviews: chooses questions, has answers read, proposes what was found. All state is in the log; what a
 * process did not finish, the next call finishes. A model that fails is stood in for by the offline reader, openly.
 */
import { createHash } from "node:crypto";
import { decisionKey, reliabilityOf } from "@trajectory/actors/interview/calibration.ts";
import type { Conversation } from "@trajectory/actors/interview/conversation.ts";
import type {
  ChartAnswer,
  GraphAnswer,
  ModelAnswer,
  PortfolioAnswer,
} from "@trajectory/actors/runtime/queries.ts";
import type { SessionContext } from "@trajectory/actors/session/recording.ts";
import type { ClaimReading } from "@trajectory/engine/life/claim-book.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandsOf, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Flow, Focus } from "@trajectory/protocols/events/interview.ts";
import { findProposal, hasClaims, type KnownProposal, restsOn } from "./decisions.ts";
import { ground } from "./ground.ts";
import type { Caller, Turn } from "./port.ts";
import type { Listener, Readers } from "./readers.ts";
import type { InterviewActors, InterviewStore, InterviewSummary, ModelUsage } from "./ports.ts";
import { planQuestion, type Situation } from "./questions/plan.ts";
import type { Similarity } from "./similarity.ts";
import { type InterviewView, stateOf, viewOf } from "./view.ts";

export interface InterviewerOptions {
  actors: InterviewActors;
  store: InterviewStore;
  readers: Readers;
  similarity: Similarity;
  /** The language model, where one is configured. */
  model: { readonly name: string } | undefined;
  /** Tokens of it for each person and day. */
  dailyTokens: number;
  now: () => number;
}

export type Decision = {
  accepted: boolean;
  edited?: CommandsOf<"interview">["decide_evidence"]["edited"] &
    CommandsOf<"interview">["decide_finding"]["edited"];
};

export interface InterviewList {
  interviews: InterviewSummary[];
  /** `model` is null where interviews are led offline. */
  today: ModelUsage & { model: string | null; dailyTokens: number };
}

const DAY_MS = 86_400_000;
/** Of the last answer, for whoever words the next question. */
const LAST_WORDS = 2_000;
const MOST_LISTED = 100;
/** asking → listening, or extracting → asking → listening. */
const MOST_STEPS = 3;

export class Interviewer {
  readonly #options: InterviewerOptions;

  constructor(options: InterviewerOptions) {
    this.#options = options;
  }

  /** @throws ProtocolError `command_refused` while another interview is under way */
  async start(
    userId: string,
    { flow, focus }: { flow: Flow; focus?: Focus | undefined },
    key: string,
    listener: Listener,
  ): Promise<InterviewView> {
    const interviewId = uuidOf(key);
    const payload = { interviewId, flow, ...(focus === undefined ? {} : { focus }) };
    await this.#command(userId, "start_interview", key, payload);
    return this.#goOn(userId, interviewId, listener);
  }

  async message(
    userId: string,
    interviewId: string,
    text: string,
    key: string,
    listener: Listener,
  ): Promise<InterviewView> {
    await this.#requireOwn(userId, interviewId);
    // What a call before this one left undone comes first.
    const { state } = await this.#state(userId);
    if (state === "asking" || state === "extracting") await this.#goOn(userId, interviewId, listener);
    await this.#command(userId, "give_answer", key, { interviewId, text });
    return this.#goOn(userId, interviewId, listener);
  }

  /** @throws ProtocolError `not_found`, `command_refused`, `model_refused` */
  async decide(
    userId: string,
    interviewId: string,
    proposalId: string,
    { accepted, edited }: Decision,
    key: string,
    listener: Listener,
  ): Promise<InterviewView> {
    const events = await this.#requireOwn(userId, interviewId);
    const proposal = findProposal(events, proposalId);
    if (proposal === undefined)
      throw new ProtocolError("not_found", `There is no proposal "${proposalId}".`, { field: "proposalId" });
    const decision = { interviewId, accepted, ...(edited === undefined || !accepted ? {} : { edited }) };
    if (proposal.finding !== undefined) {
      await this.#command(userId, "decide_finding", key, { ...decision, findingId: proposalId });
    } else {
      if (accepted) await this.#acceptSkillOf(userId, interviewId, proposal, decision.edited?.skillId, key);
      const weight = accepted ? restsOn(proposal, events, await this.#claims(userId, events)) : 1;
      await this.#command(userId, "decide_evidence", key, {
        ...decision,
        evidenceId: proposalId,
        ...(weight < 1 ? { weight } : {}),
      });
    }
    return this.#goOn(userId, interviewId, listener);
  }

  async pause(userId: string, interviewId: string, key: string): Promise<InterviewView> {
    await this.#requireOwn(userId, interviewId);
    await this.#command(userId, "pause_interview", key, { interviewId });
    return this.view(userId, interviewId);
  }

  async resume(userId: string, interviewId: string, key: string, listener: Listener): Promise<InterviewView> {
    await this.#requireOwn(userId, interviewId);
    const { state } = await this.#state(userId);
    // Otherwise it only goes on with what was left undone.
    if (state === "paused") await this.#command(userId, "resume_interview", key, { interviewId });
    return this.#goOn(userId, interviewId, listener);
  }

  async complete(userId: string, interviewId: string, key: string): Promise<InterviewView> {
    await this.#requireOwn(userId, interviewId);
    await this.#command(userId, "complete_interview", key, { interviewId });
    return this.view(userId, interviewId);
  }

  /** The person's interviews, newest first, and what they used of the language model today (UTC). */
  async list(userId: string): Promise<InterviewList> {
    const { store, model, dailyTokens, now } = this.#options;
    const midnight = Math.floor(now() / DAY_MS) * DAY_MS;
    const [interviews, used] = await Promise.all([
      store.list(userId, MOST_LISTED),
      store.usageSince(userId, midnight),
    ]);
    return { interviews, today: { model: model?.name ?? null, dailyTokens, ...used } };
  }

  async view(userId: string, interviewId: string): Promise<InterviewView> {
    const { context, value } = await this.#state(userId);
    const events = await this.#requireOwn(userId, interviewId);
    return viewOf(interviewId, events, { value, context, claims: await this.#claims(userId, events) });
  }

  /** Does what is the interviewer's turn, until the person's turn comes. */
  async #goOn(userId: string, interviewId: string, listener: Listener): Promise<InterviewView> {
    const caller = { userId, interviewId, signal: listener.signal };
    for (let step = 0; step < MOST_STEPS; step++) {
      const { state, context } = await this.#state(userId);
      if (context.interviewId !== interviewId) break;
      if (state === "extracting") await this.#read(caller, context, listener);
      else if (state === "asking") await this.#ask(caller, context, listener);
      else break;
    }
    return this.view(userId, interviewId);
  }

  async #read(caller: Caller, context: Conversation, listener: Listener): Promise<void> {
    const { userId, interviewId } = caller;
    const situation = await this.#situation(userId, context);
    const answer = context.answer ?? (await this.#lastAnswer(userId, interviewId));
    const turn: Turn = {
      flow: context.flow ?? "skill_discovery",
      about: context.about ?? { topic: "open" },
      question: context.question ?? "",
      answer: answer.text,
      ...situation,
    };
    const { reading, by } = await this.#options.readers.read(turn, caller, listener);
    const { evidence, findings, dropped } = await ground(turn, reading, {
      interviewId,
      answers: context.answers,
      at: answer.at,
      sessionId: await this.#sessionAt(userId, answer.at),
      reliability: (kind) => reliabilityOf(context.decisions, decisionKey(by.reader, kind)),
      similarity: this.#options.similarity,
    });
    if (dropped.speaks_to_machine !== undefined)
      listener.onNotice("Some words gave orders to the reader; they count for nothing.");
    await this.#command(userId, "propose_evidence", `${shortOf(interviewId)}-p${context.answers}`, {
      interviewId,
      evidence,
      findings,
      by,
    });
  }

  async #ask(caller: Caller, context: Conversation, listener: Listener): Promise<void> {
    const { userId, interviewId } = caller;
    const planned = planQuestion(await this.#situation(userId, context));
    const last = `${context.question ?? ""}
${context.answer?.text.slice(0, LAST_WORDS) ?? ""}`;
    const { text, by } = await this.#options.readers.word(planned, last, caller, listener);
    const { about, worth } = planned;
    await this.#command(userId, "ask_question", `${shortOf(interviewId)}-q${context.answers}`, {
      interviewId,
      question: text,
      about,
      worth,
      by,
    });
  }

  async #situation(userId: string, conversation: Conversation): Promise<Situation> {
    const { actors } = this.#options;
    const [{ model }, { skills }, { projects, constraints }] = await Promise.all([
      actors.query<ModelAnswer>(userId, "life", "model"),
      actors.query<GraphAnswer>(userId, "skills", "graph"),
      actors.query<PortfolioAnswer>(userId, "life", "portfolio"),
    ]);
    const named = skills.map(({ id, name, domain }) => ({ id, name, domain }));
    return { conversation, model: LifeModel.fromJSON(model), skills: named, projects, constraints };
  }

  /** Evidence on a skill that was found with it: the skill first. */
  async #acceptSkillOf(
    userId: string,
    interviewId: string,
    { evidence, siblings }: KnownProposal,
    editedSkill: string | undefined,
    key: string,
  ): Promise<void> {
    const skillId = editedSkill ?? evidence?.skillId;
    const found = siblings.find((one) => one.kind === "skill" && one.skill.id === skillId);
    const { context } = await this.#state(userId);
    if (found === undefined || context.findings?.some(({ id }) => id === found.id) !== true) return;
    await this.#command(userId, "decide_finding", hashOf(`${key} skill`), {
      interviewId,
      findingId: found.id,
      accepted: true,
    });
  }

  async #sessionAt(userId: string, at: number): Promise<string | undefined> {
    const { context } = await this.#options.actors.query<ChartAnswer>(userId, "session", "state");
    const { recording } = context as SessionContext;
    if (recording === null || at < recording.startedAt || at > (recording.endedAt ?? at)) return undefined;
    return recording.sessionId;
  }

  /** Those of the person's model; it is asked only where the interview has claims. */
  async #claims(userId: string, events: readonly EventRecord[]): Promise<readonly ClaimReading[]> {
    if (!hasClaims(events)) return [];
    const { model } = await this.#options.actors.query<ModelAnswer>(userId, "life", "model");
    return model.claims.claims;
  }

  async #lastAnswer(userId: string, interviewId: string): Promise<{ text: string; at: number }> {
    const events = await this.#options.store.events(userId, interviewId);
    const given = events.findLast(({ type }) => type === "answer_given");
    return { text: (given?.payload as { text: string } | undefined)?.text ?? "", at: given?.at ?? 0 };
  }

  async #state(userId: string) {
    const { value, context } = await this.#options.actors.query<ChartAnswer>(userId, "interview", "state");
    return { value, state: stateOf(value), context: context as Conversation };
  }

  /** @throws ProtocolError `not_found` */
  async #requireOwn(userId: string, interviewId: string) {
    const events = await this.#options.store.events(userId, interviewId);
    if (events.length === 0)
      throw new ProtocolError("not_found", `There is no interview "${interviewId}".`, { field: "id" });
    return events;
  }

  async #command<Name extends keyof CommandsOf<"interview">>(
    userId: string,
    name: Name,
    id: string,
    payload: CommandsOf<"interview">[Name],
  ): Promise<void> {
    await this.#options.actors.command(userId, "interview", name, id, payload);
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function shortOf(interviewId: string): string {
  return hashOf(interviewId).slice(0, 20);
}

/** The same key names the same interview. */
function uuidOf(key: string): string {
  const hex = hashOf(`interview ${key}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

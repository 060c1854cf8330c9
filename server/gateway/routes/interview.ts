/** Interviews: started, answered, decided on, paused, resumed and finished; the log keeps them. */
import { once } from "node:events";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { Id } from "@trajectory/protocols/events/entities.ts";
import { Flow } from "@trajectory/protocols/events/interview.ts";
import type { Interviewer } from "../../interview/interviewer.ts";
import type { Listener } from "../../interview/readers.ts";
import type { InterviewView } from "../../interview/view.ts";
import { toPublicError } from "../../public-error.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import {
  DecisionBody,
  Interview,
  MessageBody,
  OneInterview,
  OneProposal,
  StartBody,
} from "./interview-schemas.ts";

const tags = ["interview"];
const headers = IdempotencyHeaders;
const STREAM = "text/event-stream";
/** Each may call a language model twice. */
const rateLimit = { max: 120, timeWindow: "1 minute" };

export function interviewRoutes(app: App, accounts: AccountStore, interviewer: Interviewer): void {
  const onRequest = requireUser(accounts);
  const config = { rateLimit };
  const response = { 200: Interview };

  app.post(
    "/api/interview/start",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Start an interview; the first question comes with the answer",
        description: `Refused while another one is under way. With \`Accept: ${STREAM}\` the question is streamed, see the messages.`,
        headers,
        body: StartBody,
        response: { 201: Interview },
      },
    },
    (request, reply) =>
      answer(request, reply, 201, (listener) =>
        interviewer.start(userOf(request).id, request.body, commandIdOf(request), listener),
      ),
  );

  app.post(
    "/api/interview/:id/message",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Answer the question",
        description:
          "What is found in the answer is proposed; without proposals the next question follows at once. With " +
          `\`Accept: ${STREAM}\` the answer is a stream of events: \`interview_message\` with the next question's ` +
          "`words` as they come, `notice` with a sentence, then `interview` with the whole, or `error`.",
        headers,
        params: OneInterview,
        body: MessageBody,
        response,
      },
    },
    (request, reply) =>
      answer(request, reply, 200, (listener) =>
        interviewer.message(
          userOf(request).id,
          request.params.id,
          request.body.text,
          commandIdOf(request),
          listener,
        ),
      ),
  );

  app.post(
    "/api/interview/:id/proposals/:proposalId",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Accept, edit or reject what was found",
        description: "Only what is accepted or edited reaches skills, projects, constraints and claims.",
        headers,
        params: OneProposal,
        body: DecisionBody,
        response,
      },
    },
    (request, reply) => {
      const { decision, edited } = request.body;
      const decided = {
        accepted: decision !== "reject",
        ...(decision === "edit" && edited !== undefined ? { edited } : {}),
      };
      const { id, proposalId } = request.params;
      return answer(request, reply, 200, (listener) =>
        interviewer.decide(userOf(request).id, id, proposalId, decided, commandIdOf(request), listener),
      );
    },
  );

  app.post(
    "/api/interview/:id/pause",
    {
      onRequest,
      schema: {
        tags,
        summary: "Pause; it goes on here or on another device, also after weeks",
        headers,
        params: OneInterview,
        response,
      },
    },
    (request) => interviewer.pause(userOf(request).id, request.params.id, commandIdOf(request)),
  );

  app.post(
    "/api/interview/:id/resume",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Go on where it was, also with an answer that nobody finished reading",
        headers,
        params: OneInterview,
        response,
      },
    },
    (request, reply) =>
      answer(request, reply, 200, (listener) =>
        interviewer.resume(userOf(request).id, request.params.id, commandIdOf(request), listener),
      ),
  );

  app.post(
    "/api/interview/:id/complete",
    {
      onRequest,
      schema: {
        tags,
        summary: "Finish; what nobody decided on is gone",
        headers,
        params: OneInterview,
        response,
      },
    },
    (request) => interviewer.complete(userOf(request).id, request.params.id, commandIdOf(request)),
  );

  app.get(
    "/api/interview",
    {
      onRequest,
      schema: {
        tags,
        summary: "Your interviews, newest first",
        response: {
          200: Type.Object(
            {
              interviews: Type.Array(
                Type.Object({
                  id: Id,
                  flow: Flow,
                  startedAt: Type.Number(),
                  lastAt: Type.Number(),
                  answers: Type.Integer(),
                  complete: Type.Boolean(),
                }),
              ),
              today: Type.Object({
                model: Type.Union([Type.Null(), Type.String()], { description: "null: led offline" }),
                dailyTokens: Type.Integer(),
                calls: Type.Integer(),
                tokens: Type.Integer(),
                costUsd: Type.Number(),
              }),
            },
            {
              examples: [
                { interviews: [], today: { model: null, dailyTokens: 0, calls: 0, tokens: 0, costUsd: 0 } },
              ],
            },
          ),
        },
      },
    },
    (request) => interviewer.list(userOf(request).id),
  );

  app.get(
    "/api/interview/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "One interview: its state, question, proposals and transcript",
        params: OneInterview,
        response,
      },
    },
    (request) => interviewer.view(userOf(request).id, request.params.id),
  );
}

type Work = (listener: Listener) => Promise<InterviewView>;

type Answer = InterviewView & { notices: string[] };

/** At once, or as a stream of server-sent events. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  work: Work,
): Promise<Answer | undefined> {
  const signal = hangUpOf(reply);
  if (request.headers.accept === STREAM) {
    await stream(reply, signal, work);
    return undefined;
  }
  const notices: string[] = [];
  const view = await work({ signal, onWords: () => {}, onNotice: (sentence) => void notices.push(sentence) });
  void reply.code(status);
  return { ...view, notices };
}

async function stream(reply: FastifyReply, signal: AbortSignal, work: Work): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": STREAM, "cache-control": "no-store" });
  const tell = (event: string, data: object): void => {
    raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const notices: string[] = [];
  try {
    const view = await work({
      signal,
      onWords: (words) => tell("interview_message", { words }),
      onNotice(sentence) {
        notices.push(sentence);
        tell("notice", { sentence });
      },
    });
    tell("interview", { ...view, notices });
  } catch (error) {
    tell("error", { error: toPublicError(error).toBody() });
  }
  raw.end();
  if (!raw.destroyed) await once(raw, "close");
}

/** Calls of a source's JSON interface: what its refusals mean, and waiting as long as it asks to. */
import { setTimeout as wait } from "node:timers/promises";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Web, WebAnswer, WebRequest } from "./web.ts";

export interface ApiOptions {
  web: Web;
  /** Of the source, for sentences. */
  name: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

export interface Api {
  get<Answer>(address: string): Promise<Answer>;
  post<Answer>(address: string, body: object): Promise<Answer>;
}

const MOST_TRIES = 4;
const LONGEST_WAIT_MS = 15_000;
const DEFAULT_WAIT_MS = 1_000;

export function openApi({ web, name, headers, signal }: ApiOptions): Api {
  async function ask(address: string, request: Omit<WebRequest, "signal">): Promise<WebAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await web(address, { ...request, headers: { ...headers, ...request.headers }, signal });
      const isBusy = answer.status === 429 || isSpent(answer);
      if (!isBusy) {
        if (answer.status >= 200 && answer.status < 300) return answer;
        throw refusal(name, answer.status);
      }
      const waitMs = waitOf(answer.headers["retry-after"]);
      if (attempt >= MOST_TRIES || waitMs > LONGEST_WAIT_MS || isSpent(answer)) {
        throw new ProtocolError("source_unavailable", `${name} takes no more requests for now.`, {
          retryAfterMs: waitMs,
        });
      }
      await wait(waitMs, undefined, { signal });
    }
  }
  return {
    async get<Answer>(address: string) {
      return valueOf(name, await ask(address, {})) as Answer;
    },
    async post<Answer>(address: string, body: object) {
      const request = {
        method: "POST" as const,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      };
      return valueOf(name, await ask(address, request)) as Answer;
    },
  };
}

/** GitHub says so with 403. */
function isSpent({ status, headers }: WebAnswer): boolean {
  return status === 403 && headers["x-ratelimit-remaining"] === "0";
}

function waitOf(header: string | undefined): number {
  const seconds = Number(header);
  return header === undefined || !(seconds >= 0) ? DEFAULT_WAIT_MS : seconds * 1_000;
}

function refusal(name: string, status: number): ProtocolError {
  if (status === 401) return new ProtocolError("source_refused", `${name} does not know the token.`);
  if (status === 403 || status === 404)
    return new ProtocolError(
      "source_refused",
      `${name} does not show this: it is not there, or the token has no rights to it.`,
    );
  if (status >= 400 && status < 500)
    return new ProtocolError("source_refused", `${name} did not take the request (${status}).`);
  return new ProtocolError("source_unavailable", `${name} answered with ${status}.`);
}

function valueOf(name: string, { body }: WebAnswer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new ProtocolError("source_unavailable", `${name} did not answer with JSON.`, { cause });
  }
}

/**
 * Calls of a language model with retries, a circuit breaker and a daily limit per person; each call is kept with its
 * prompt, its tokens and its cost.
 */
import { type Caller, ReaderError } from "../port.ts";
import { CircuitBreaker } from "./breaker.ts";
import { type Chat, type ChatAnswer, ChatError, type ChatFailure, type ChatRequest } from "./chat.ts";
import type { Prompt } from "./prompts.ts";

export interface ModelCall {
  userId: string;
  interviewId: string;
  at: number;
  model: string;
  prompt: string;
  promptHash: string;
  inputTokens: number;
  outputTokens: number;
  /** US dollars, by the configured price; 0 where none is configured. */
  costUsd: number;
  outcome: "ok" | ChatFailure;
  ms: number;
}

export interface CallBook {
  add(call: ModelCall): Promise<void>;
  /** Tokens of a person's calls since a moment, both ways. */
  tokensSince(userId: string, since: number): Promise<number>;
}

export interface GuardedChatOptions {
  chat: Chat;
  calls: CallBook;
  dailyTokens: number;
  /** US dollars per million tokens: in, out. */
  price: readonly [number, number];
  now: () => number;
  /** 0 ≤ value < 1 */
  random: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const TRIES = 3;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;
const DAY_MS = 86_400_000;
/** What a server may do better a moment later. */
const PASSING: ReadonlySet<ChatFailure> = new Set([
  "unreachable",
  "rate_limited",
  "server_failed",
  "timed_out",
  "cut_off",
]);

export class GuardedChat {
  readonly #options: GuardedChatOptions;
  readonly #breaker: CircuitBreaker;

  constructor(options: GuardedChatOptions) {
    this.#options = options;
    this.#breaker = new CircuitBreaker(options.now);
  }

  get model(): string {
    return this.#options.chat.model;
  }

  /** A stream is not tried again once words have come of it. @throws ReaderError */
  async ask(
    prompt: Prompt,
    request: Omit<ChatRequest, "system" | "signal">,
    caller: Caller,
  ): Promise<ChatAnswer> {
    await this.#requireBudget(caller.userId);
    for (let attempt = 1; ; attempt++) {
      if (!this.#breaker.mayCall())
        throw new ReaderError("The model server failed several times and is left alone for a while.");
      let spoke = false;
      try {
        return await this.#call(prompt, request, caller, () => {
          spoke = true;
        });
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        if (caller.signal.aborted || spoke || attempt === TRIES || !PASSING.has(error.failure)) {
          throw new ReaderError(error.message, { cause: error });
        }
        await this.#waitFor(attempt, error, caller.signal);
      }
    }
  }

  async #call(
    prompt: Prompt,
    request: Omit<ChatRequest, "system" | "signal">,
    { userId, interviewId, signal }: Caller,
    onSpoken: () => void,
  ): Promise<ChatAnswer> {
    const { chat, calls, price, now } = this.#options;
    const startedAt = now();
    const { onWords } = request;
    const heard = (words: string): void => {
      onSpoken();
      onWords?.(words);
    };
    const kept = {
      userId,
      interviewId,
      at: startedAt,
      model: chat.model,
      prompt: prompt.name,
      promptHash: prompt.hash,
    };
    try {
      const answer = await chat.ask({
        ...request,
        system: prompt.text,
        signal,
        ...(onWords && { onWords: heard }),
      });
      this.#breaker.succeeded();
      const { inputTokens, outputTokens } = answer;
      const costUsd = (inputTokens * price[0] + outputTokens * price[1]) / 1e6;
      await calls.add({ ...kept, inputTokens, outputTokens, costUsd, outcome: "ok", ms: now() - startedAt });
      return answer;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (signal.aborted) this.#breaker.gaveUp();
      else if (error.failure === "refused") this.#breaker.gaveUp();
      else this.#breaker.failed();
      await calls.add({
        ...kept,
        inputTokens: 0,
        outputTokens: 0,
        costUsd: 0,
        outcome: error.failure,
        ms: now() - startedAt,
      });
      throw error;
    }
  }

  async #requireBudget(userId: string): Promise<void> {
    const { calls, dailyTokens, now } = this.#options;
    const midnight = Math.floor(now() / DAY_MS) * DAY_MS;
    if ((await calls.tokensSince(userId, midnight)) < dailyTokens) return;
    throw new ReaderError(
      "Your words of the day for the language model are used up; it goes on at midnight (UTC).",
    );
  }

  async #waitFor(attempt: number, { retryAfterMs }: ChatError, signal: AbortSignal): Promise<void> {
    const { random, wait } = this.#options;
    const usual = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random());
    await wait(Math.min(LONGEST_WAIT_MS, Math.max(usual, retryAfterMs ?? 0)), signal);
  }
}

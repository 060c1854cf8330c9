/** One call of a language model behind an OpenAI-compatible interface. */
import type OpenAI from "openai";

export interface ChatRequest {
  system: string;
  user: string;
  /** JSON Schema that the answer must have; without it the answer is text. */
  schema?: { name: string; schema: object };
  maxTokens: number;
  signal: AbortSignal;
  /** Streams: called with each piece of the text. */
  onWords?: (words: string) => void;
}

export interface ChatAnswer {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

export interface Chat {
  readonly model: string;
  /** @throws ChatError */
  ask(request: ChatRequest): Promise<ChatAnswer>;
}

export type ChatFailure =
  | "unreachable"
  | "timed_out"
  | "rate_limited"
  | "refused"
  | "server_failed"
  | "cut_off";

export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly failure: ChatFailure;
  readonly retryAfterMs: number | undefined;

  constructor(failure: ChatFailure, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(SENTENCES[failure], { cause: options.cause });
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const SENTENCES: Readonly<Record<ChatFailure, string>> = {
  unreachable: "The model server cannot be reached.",
  timed_out: "The model server did not answer in time.",
  rate_limited: "The model server takes no more requests now.",
  refused: "The model server refused the request.",
  server_failed: "The model server failed.",
  cut_off: "The model's answer broke off.",
};

/** Characters per token, where a server does not count. */
const CHARACTERS_PER_TOKEN = 4;

export interface ChatSettings {
  baseUrl: string | undefined;
  apiKey: string;
  model: string;
  /** For a whole answer, and between two pieces of a stream. */
  timeoutMs: number;
}

export async function openChat(settings: ChatSettings): Promise<Chat> {
  // Loaded only where a model is configured.
  const { default: Client } = await import("openai");
  const { baseUrl, apiKey, model, timeoutMs } = settings;
  const client = new Client({
    apiKey: apiKey === "" ? "none" : apiKey,
    baseURL: baseUrl ?? null,
    // Organisation and project come from the settings or not at all: the library would read the environment.
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: "off",
  });
  return {
    model,
    async ask(request) {
      const deadline = new Deadline(timeoutMs, request.signal);
      try {
        return await (request.onWords === undefined
          ? askWhole(client, model, request, deadline)
          : askStreaming(client, model, request, request.onWords, deadline));
      } catch (error) {
        throw chatError(Client, error, deadline);
      } finally {
        deadline.stop();
      }
    },
  };
}

async function askWhole(
  client: OpenAI,
  model: string,
  request: ChatRequest,
  { signal }: Deadline,
): Promise<ChatAnswer> {
  const completion = await client.chat.completions.create(bodyOf(model, request), { signal });
  const choice = completion.choices?.[0];
  const text = choice?.message?.content ?? "";
  if (text === "" || choice?.finish_reason === "length") throw new ChatError("cut_off");
  return answerOf(request, text, completion.usage);
}

async function askStreaming(
  client: OpenAI,
  model: string,
  request: ChatRequest,
  onWords: (words: string) => void,
  deadline: Deadline,
): Promise<ChatAnswer> {
  const stream = await client.chat.completions.create(
    { ...bodyOf(model, request), stream: true, stream_options: { include_usage: true } },
    { signal: deadline.signal },
  );
  let text = "";
  let finished = false;
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    deadline.extend();
    const choice = chunk.choices?.[0];
    const words = choice?.delta?.content ?? "";
    if (words !== "") onWords(words);
    text += words;
    finished ||= choice?.finish_reason === "stop";
    usage = chunk.usage ?? usage;
  }
  if (text === "" || !finished) throw new ChatError("cut_off");
  return answerOf(request, text, usage);
}

function bodyOf(
  model: string,
  { system, user, schema, maxTokens }: ChatRequest,
): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
    max_tokens: maxTokens,
    ...(schema === undefined
      ? {}
      : {
          response_format: {
            type: "json_schema",
            json_schema: { name: schema.name, strict: true, schema: { ...schema.schema } },
          },
        }),
  };
}

function answerOf(
  { system, user }: ChatRequest,
  text: string,
  usage: OpenAI.CompletionUsage | null | undefined,
): ChatAnswer {
  return {
    text,
    inputTokens: usage?.prompt_tokens ?? Math.ceil((system.length + user.length) / CHARACTERS_PER_TOKEN),
    outputTokens: usage?.completion_tokens ?? Math.ceil(text.length / CHARACTERS_PER_TOKEN),
  };
}

/** Ends a call that says nothing for too long, or that nobody waits for any more. */
class Deadline {
  readonly #abort = new AbortController();
  readonly #ms: number;
  readonly #caller: AbortSignal;
  #timer: NodeJS.Timeout;
  expired = false;

  constructor(ms: number, caller: AbortSignal) {
    this.#ms = ms;
    this.#caller = caller;
    this.#timer = this.#start();
    if (caller.aborted) this.#abort.abort();
    caller.addEventListener("abort", this.#hangUp);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  extend(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener("abort", this.#hangUp);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => {
      this.expired = true;
      this.#abort.abort();
    }, this.#ms);
  }

  readonly #hangUp = (): void => this.#abort.abort();
}

function chatError(Client: typeof OpenAI, error: unknown, deadline: Deadline): ChatError {
  if (error instanceof ChatError) return error;
  if (deadline.expired || error instanceof Client.APIConnectionTimeoutError)
    return new ChatError("timed_out", { cause: error });
  if (error instanceof Client.APIConnectionError) return new ChatError("unreachable", { cause: error });
  if (!(error instanceof Client.APIError) || error.status === undefined)
    return new ChatError("cut_off", { cause: error });
  const status = Number(error.status);
  if (status === 429) {
    const seconds = Number(error.headers?.get("retry-after") ?? Number.NaN);
    return new ChatError("rate_limited", {
      cause: error,
      retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
    });
  }
  return new ChatError(status >= 500 || status === 408 ? "server_failed" : "refused", { cause: error });
}

/** Somebody who is signed in and calls the HTTP interface. */
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";
import { SESSION_COOKIE } from "../auth.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface CallOptions {
  headers?: Record<string, string>;
  /** Repeated with the same key, a write counts once. */
  key?: string;
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

export class Person {
  readonly id: string;
  readonly cookie: string;
  readonly #app: App;

  constructor(app: App, id: string, token: string) {
    this.#app = app;
    this.id = id;
    this.cookie = `${SESSION_COOKIE}=${token}`;
  }

  /** A text body goes as it is, anything else as JSON. */
  async call<Body = unknown>(
    method: Method,
    url: string,
    body?: unknown,
    { headers = {}, key }: CallOptions = {},
  ): Promise<Answer<Body>> {
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        cookie: this.cookie,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: JSON.parse(response.body || "null") as Body };
  }

  /** The body of an answer of success. */
  async must<Body = unknown>(
    method: Method,
    url: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Body> {
    const answer = await this.call<Body>(method, url, body, options);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** The error of a refusal. */
  async refusal(method: Method, url: string, body?: unknown, options?: CallOptions): Promise<ErrorBody> {
    const { status, body: answer } = await this.call<{ error?: ErrorBody }>(method, url, body, options);
    if (answer?.error !== undefined) return answer.error;
    throw new Error(`${method} ${url} answered ${status}: ${JSON.stringify(answer)}`);
  }
}

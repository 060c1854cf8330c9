/** A person at the HTTP interface, for whole-system tests and benches: keeps the session cookie. */
import { WebSocket } from "ws";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";

export interface Answer<Body> {
  status: number;
  body: Body;
}

export class Client {
  readonly url: string;
  #cookie = "";

  constructor(url: string) {
    this.url = url;
  }

  /** Value of the session cookie. */
  get token(): string {
    return this.#cookie.replace(/^[^=]*=/, "");
  }

  get cookie(): string {
    return this.#cookie;
  }

  async request<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(";")[0] ?? "";
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Body };
  }

  /** @throws when the answer is not 2xx */
  async must<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.request<Body>(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async createOwner(): Promise<{ id: string }> {
    const account = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };
    const { user } = await this.must<{ user: { id: string } }>("POST", "/api/owner", account);
    return user;
  }

  /** Opens the live feed; `onMessage` gets everything from Welcome on. */
  feed(onMessage: (message: FeedDown) => void, afterSeq = 0): WebSocket {
    const socket = new WebSocket(`${this.url.replace(/^http/, "ws")}/api/feed`, {
      headers: { cookie: this.#cookie },
    });
    socket.on("open", () =>
      socket.send(feedUpCodec.encode({ hello: { protocolVersion: PROTOCOL_VERSION, afterSeq } })),
    );
    socket.on("message", (data: Buffer) => onMessage(feedDownCodec.decode(data)));
    return socket;
  }
}

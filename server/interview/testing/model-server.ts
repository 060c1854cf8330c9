/** A local server that speaks the OpenAI API's shapes and behaves as the test tells it: well, badly or hostile. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Reading } from "../port.ts";

export type Behaviour =
  | { kind: "well"; reading: Reading; question: string }
  /** Answers with this text whatever is asked. */
  | { kind: "text"; text: string }
  | { kind: "status"; status: number; headers?: Record<string, string> }
  /** Takes the request and never answers. */
  | { kind: "never" }
  /** Sends some words and drops the connection. */
  | { kind: "disconnects" };

export interface Asked {
  model: string;
  stream: boolean;
  system: string;
  user: string;
  hasSchema: boolean;
}

export interface ModelServer extends AsyncDisposable {
  url: string;
  asked: Asked[];
  behaviour: Behaviour;
}

interface Body {
  model: string;
  stream?: boolean;
  messages: { role: string; content: string }[];
  response_format?: { json_schema: { schema: unknown } };
}

export async function startModelServer(behaviour: Behaviour): Promise<ModelServer> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const [system, user] = body.messages.map(({ content }) => content);
      const stream = body.stream === true;
      const hasSchema = body.response_format !== undefined;
      started.asked.push({ model: body.model, stream, system: system ?? "", user: user ?? "", hasSchema });
      behave(started.behaviour, body, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const started: ModelServer = {
    url: `http://127.0.0.1:${port}/v1`,
    asked: [],
    behaviour,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return started;
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return JSON.parse(text) as Body;
}

function behave(behaviour: Behaviour, body: Body, response: ServerResponse): void {
  switch (behaviour.kind) {
    case "never":
      return;
    case "status":
      response.writeHead(behaviour.status, { "content-type": "application/json", ...behaviour.headers });
      response.end(
        JSON.stringify({ error: { message: "no", type: "server_error", code: null, param: null } }),
      );
      return;
    case "disconnects":
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunkOf(body.model, "How well do", null), () => response.destroy());
      return;
    case "text":
      send(body, behaviour.text, response);
      return;
    case "well":
      send(body, body.stream === true ? behaviour.question : JSON.stringify(behaviour.reading), response);
  }
}

function send(body: Body, text: string, response: ServerResponse): void {
  if (body.stream !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 1_795_435_200,
        model: body.model,
        choices: [
          {
            index: 0,
            message: { role: "assistant", content: text, refusal: null },
            finish_reason: "stop",
            logprobs: null,
          },
        ],
        usage: { prompt_tokens: 300, completion_tokens: 50, total_tokens: 350 },
      }),
    );
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const word of text.split(/(?<= )/)) response.write(chunkOf(body.model, word, null));
  response.write(chunkOf(body.model, "", "stop"));
  const usage = { prompt_tokens: 120, completion_tokens: 20, total_tokens: 140 };
  response.write(`data: ${JSON.stringify({ ...head(body.model), choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

function head(model: string): object {
  return { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_795_435_200, model };
}

function chunkOf(model: string, content: string, finish_reason: string | null): string {
  return `data: ${JSON.stringify({ ...head(model), choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;
}

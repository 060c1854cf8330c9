/** The HTTP server: plugins, headers, one form of error, and schemas that both check and document. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import websocket, { type WebsocketPluginOptions } from "@fastify/websocket";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import {
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
  fastify,
} from "fastify";
import type { Type } from "typebox";
import { ModelError } from "@trajectory/engine/errors.ts";
import { type ErrorCode, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import { MAX_FRAME_BYTES } from "@trajectory/protocols/codec.ts";
import { parse, parseText } from "@trajectory/protocols/validate.ts";
import type { Log } from "../log.ts";
import { describeRoute } from "./openapi/describe-route.ts";
import { ExplainingSocket } from "./explaining-socket.ts";
import { toPublicError } from "../public-error.ts";

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** For pages from elsewhere too: the route must not look at cookies. */
    anyOrigin?: true;
  }
}

/** The page loads nothing from elsewhere and runs no text as code. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join("; ");

const BODY_LIMIT = 1 << 20;

/** What Fastify itself refuses, in our words. */
const HTTP_CODES: Readonly<Record<number, ErrorCode>> = { 404: "not_found", 429: "too_many_requests" };

export async function createApp(log: Log, version: string): Promise<App> {
  const loggerInstance: FastifyBaseLogger = log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    // A path that cannot be decoded never reaches a route, nor the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: refuseMalformed,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(
    ({ schema, httpPart }) =>
      (input) =>
        check(schema, input, httpPart),
  );
  // Response schemas document; they do not cut fields off.
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "TrajectoryOS",
        version,
        description:
          "Sign in at `POST /api/session`; the cookie it sets goes with every other call. A program that reads sends a " +
          "key instead, as `Authorization: Bearer` (docs/keys.md). " +
          'Errors are `{"error": {"code", "message", "hint", "field"?}}`, with the codes of docs/errors.md.',
      },
    },
    transform: describeRoute,
  });
  await app.register(swaggerUi, { routePrefix: "/docs", theme: { title: "TrajectoryOS API" } });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(websocket, {
    options: {
      // The plugin's types ask for the library's whole module here; the library wants the class.
      WebSocket: ExplainingSocket as unknown as NonNullable<WebsocketPluginOptions["options"]>["WebSocket"],
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
    },
    errorHandler(error, socket, request) {
      request.log.debug({ err: error }, "a WebSocket failed");
      // After a frame that it cannot read the library is closing already, with a reason.
      if (socket.readyState !== socket.CLOSING) socket.terminate();
    },
  });
  app.decorateRequest("user", null);
  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.config.anyOrigin !== true) refuseForeignOrigin(request.headers);
  });
  app.addHook("onSend", async (_request, reply) => {
    void reply.headers({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });
  app.setErrorHandler(answerError);
  return app;
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = fromFastify(thrown);
  if (error.status >= 500) request.log.error({ err: error.cause ?? error, url: request.url }, error.message);
  if (error.retryAfterMs !== undefined)
    void reply.header("retry-after", Math.ceil(error.retryAfterMs / 1_000));
  return reply.code(error.status).send({ error: error.toBody() });
}

/** What is no HTTP at all: there is a socket, but no request to answer. */
function refuseMalformed(thrown: ConnectionError, socket: Socket): void {
  if (thrown.code === "ECONNRESET" || socket.destroyed) return;
  const error = new ProtocolError("invalid_input", "This is not an HTTP request.", { cause: thrown });
  const body = JSON.stringify({ error: error.toBody() });
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${error.status} Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

/** Fills defaults in; a refusal names its field. */
function check(schema: Type.TSchema, input: unknown, part?: string): { value: unknown } | { error: Error } {
  try {
    return { value: part === "body" ? parse(schema, input) : parseText(schema, input) };
  } catch (error) {
    return { error: toProtocolError(error) };
  }
}

/** Cookies are SameSite=Strict; a WebSocket is not bound by that, so a page from elsewhere is refused here. */
function refuseForeignOrigin(headers: { origin?: string | undefined; host?: string | undefined }): void {
  if (headers.origin === undefined) return;
  if (URL.parse(headers.origin)?.host === headers.host) return;
  throw new ProtocolError("forbidden", `Requests from ${headers.origin} are not taken.`);
}

function fromFastify(thrown: unknown): ProtocolError {
  if (thrown instanceof ProtocolError || thrown instanceof ModelError || !(thrown instanceof Error)) {
    return toPublicError(thrown);
  }
  const status = "statusCode" in thrown ? Number(thrown.statusCode) : 500;
  if (status >= 500) return toPublicError(thrown);
  return new ProtocolError(HTTP_CODES[status] ?? "invalid_input", thrown.message, { cause: thrown });
}

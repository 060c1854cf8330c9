/**
 * A push service on loopback: takes what services of browser makers take, checks who sends it as they do, and hands it out
 * decrypted for the browsers that it has made.
 */
import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { PushContent } from "../ports.ts";
import { type Browser, decryptPush, newBrowser } from "./browser.ts";

export interface Pushed {
  browser: SubscribedBrowser;
  headers: IncomingHttpHeaders;
  content: PushContent;
  bytes: number;
  /** Claims of its token, whose signature was right. */
  claims: { aud: string; exp: number; sub?: string };
}

export interface SubscribedBrowser extends Browser {
  endpoint: string;
  /** As PUT /api/push/subscriptions takes it. */
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
}

export interface PushAnswer {
  status: number;
  headers?: Record<string, string>;
}

export interface PushService extends AsyncDisposable {
  /** `host:port` */
  host: string;
  /** Accepted ones, in order. */
  pushed: readonly Pushed[];
  /** Of every request. */
  asked: number;
  /** What to answer instead of 201, until it is undefined again. */
  answer: ((browser: SubscribedBrowser) => PushAnswer | undefined) | undefined;
  /** Why requests were refused as a push service would refuse them. */
  problems: readonly string[];
  newBrowser(): Promise<SubscribedBrowser>;
}

export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, SubscribedBrowser>();
  const pushed: Pushed[] = [];
  const problems: string[] = [];
  const server = createServer((request, response) => {
    void take(request).then(({ status, headers = {} }) => response.writeHead(status, headers).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: PushService = {
    host,
    pushed,
    asked: 0,
    answer: undefined,
    problems,
    async newBrowser() {
      const browser = await newBrowser();
      const endpoint = `http://${host}/push/${browsers.size + 1}`;
      const keys = {
        p256dh: browser.keys.p256dh.toString("base64url"),
        auth: browser.keys.auth.toString("base64url"),
      };
      const subscribed = { ...browser, endpoint, subscription: { endpoint, keys } };
      browsers.set(new URL(endpoint).pathname, subscribed);
      return subscribed;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return service;

  async function take(request: IncomingMessage): Promise<PushAnswer> {
    service.asked++;
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const browser = browsers.get(request.url ?? "");
    if (browser === undefined) return { status: 404 };
    const answer = service.answer?.(browser);
    if (answer !== undefined) return answer;
    try {
      const claims = claimsOf(request.headers.authorization ?? "", `http://${host}`);
      checkHeaders(request.headers);
      const content = JSON.parse(await decryptPush(browser, body)) as PushContent;
      pushed.push({ browser, headers: request.headers, content, bytes: body.length, claims });
      return { status: 201 };
    } catch (error) {
      problems.push(String(error));
      return { status: 400 };
    }
  }
}

/** RFC 8292. @throws where the token is none of the key's, or of another service */
function claimsOf(authorization: string, origin: string): Pushed["claims"] {
  const [, signed = "", signature = "", key = ""] =
    /^vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]{87})$/.exec(authorization) ?? [];
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const isRight = verify(
    "sha256",
    Buffer.from(signed),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isRight) throw new Error("The signature is wrong.");
  const claims = JSON.parse(
    Buffer.from(signed.split(".")[1] ?? "", "base64url").toString(),
  ) as Pushed["claims"];
  if (claims.aud !== origin) throw new Error(`The token is for ${claims.aud}.`);
  return claims;
}

/** RFC 8030 and 8291. */
function checkHeaders(headers: IncomingHttpHeaders): void {
  const { ttl, urgency, topic } = headers;
  if (headers["content-encoding"] !== "aes128gcm") throw new Error("The coding is unknown.");
  if (!/^\d+$/.test(String(ttl))) throw new Error("There is no TTL.");
  if (!["very-low", "low", "normal", "high"].includes(String(urgency)))
    throw new Error("The urgency is unknown.");
  if (!/^[\w-]{1,32}$/.test(String(topic))) throw new Error("The topic is none.");
}

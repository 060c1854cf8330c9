/**
 * HTTP to addresses that people give. Every address is checked after its name was resolved, and that address is the one
 * connected to; every redirect is checked again, and takes no token to another origin. Bounds in bytes, time and redirects.
 */
import { lookup as resolve } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { isPublic } from "./addresses.ts";

export interface WebRequest {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal: AbortSignal;
}

export interface WebAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** @throws ProtocolError `address_refused`, `source_unavailable`, `document_too_large` */
export type Web = (address: string, request: WebRequest) => Promise<WebAnswer>;

export interface WebOptions {
  /** `host:port` of servers in private networks that may be asked all the same. */
  privateHosts?: readonly string[];
  mostBytes?: number;
  longestMs?: number;
  mostRedirects?: number;
}

const MOST_REDIRECTS = 5;
const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST_MS = 20_000;

export function openWeb({
  privateHosts = [],
  mostBytes = MOST_BYTES,
  longestMs = LONGEST_MS,
  mostRedirects = MOST_REDIRECTS,
}: WebOptions = {}): Web {
  return async (address, request) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)]);
    let url = urlOf(address);
    let { headers = {} } = request;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await once(url, { ...request, headers, signal }, privateHosts, mostBytes).catch(
        (error: unknown) => {
          throw failure(url, error, request.signal);
        },
      );
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
      const next = urlOf(URL.parse(location, url.href)?.href ?? location);
      if (next.origin !== url.origin) headers = withoutSecrets(headers);
      url = next;
    }
    throw new ProtocolError("source_unavailable", `${url.host} redirects more than ${mostRedirects} times.`);
  };
}

function urlOf(address: string): URL {
  const url = URL.parse(address.trim().replace(/^webcals?:/i, "https:"));
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "")
    throw new ProtocolError("address_refused", "The address does not begin with https:// or http://.");
  return url;
}

function once(
  url: URL,
  { method = "GET", headers, body, signal }: WebRequest,
  privateHosts: readonly string[],
  mostBytes: number,
): Promise<WebAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const isAllowed = privateHosts.includes(`${host}:${port}`);
  // A name that is an address is never looked up.
  if (!isAllowed && isIP(host) !== 0 && !isPublic(host)) return Promise.reject(refused(host));
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const { promise, resolve: done, reject } = Promise.withResolvers<WebAnswer>();
  const outgoing = send(
    url,
    {
      method,
      headers: { "user-agent": "TrajectoryOS", "accept-encoding": "identity", ...headers },
      signal,
      agent: false,
      ...(isAllowed ? {} : { lookup: checkedLookup }),
    },
    (response) => done(collected(response, mostBytes)),
  );
  outgoing.once("error", reject);
  outgoing.end(body);
  return promise;
}

/** All addresses of a name have to be public: which one is taken is not ours to know. */
const checkedLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null) callback(error, "", 0);
    else if (first === undefined || !addresses.every(({ address }) => isPublic(address)))
      callback(refused(host), "", 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

async function collected(response: IncomingMessage, mostBytes: number): Promise<WebAnswer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > mostBytes) {
      response.destroy();
      throw new ProtocolError("document_too_large", `The answer has more than ${mostBytes} bytes.`);
    }
    pieces.push(piece);
  }
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(pieces),
  };
}

function refused(host: string): ProtocolError {
  return new ProtocolError("address_refused", `${host} is not on the public internet.`);
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)),
  );
}

/** Names the host, never the whole address: it may hold a secret. */
function failure({ host }: URL, error: unknown, signal: AbortSignal): ProtocolError {
  if (signal.aborted)
    return new ProtocolError("cancelled", "Nobody waits for it any more.", { cause: error });
  if (error instanceof ProtocolError) return error;
  const { name, code } = error as NodeJS.ErrnoException;
  const why =
    name === "TimeoutError" || name === "AbortError" ? "did not answer in time" : "cannot be reached";
  return new ProtocolError("source_unavailable", `${host} ${why}${code === undefined ? "" : ` (${code})`}.`, {
    cause: error,
  });
}

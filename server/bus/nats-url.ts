import { BusError } from "@trajectory/protocols/bus/port.ts";

/** What the client library wants apart from each other. */
export interface NatsAddress {
  servers: string[];
  user?: string;
  pass?: string;
  token?: string;
  tls?: Record<string, never>;
}

const SCHEMES = new Set(["nats:", "tls:"]);

/**
 * Reads `nats://host:port`, also with `user:password@` or `token@`, with `tls://` and as a list parted by commas
 * for a cluster; the credentials of the first address count for all.
 * @throws BusError `unreachable`
 */
export function parseNatsUrl(text: string): NatsAddress {
  const urls = text.split(",").map((part) => toUrl(part.trim()));
  const address: NatsAddress = { servers: urls.map((url) => `${url.hostname}:${url.port || "4222"}`) };
  const first = urls[0];
  if (first !== undefined && first.username !== "") {
    const user = decodeURIComponent(first.username);
    if (first.password === "") address.token = user;
    else Object.assign(address, { user, pass: decodeURIComponent(first.password) });
  }
  if (urls.some((url) => url.protocol === "tls:")) address.tls = {};
  return address;
}

function toUrl(part: string): URL {
  const url = URL.parse(part.includes("://") ? part : `nats://${part}`);
  if (url === null || !SCHEMES.has(url.protocol) || url.hostname === "") {
    throw new BusError("unreachable", `"${part}" is no NATS address; write nats://host:4222.`);
  }
  return url;
}

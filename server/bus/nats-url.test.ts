import { describe, expect, it } from "vitest";
import { parseNatsUrl } from "./nats-url.ts";

describe("parseNatsUrl", () => {
  it.each([
    ["nats://example.org", { servers: ["example.org:4222"] }],
    ["127.0.0.1:5000", { servers: ["127.0.0.1:5000"] }],
    ["nats://[::1]:5000", { servers: ["[::1]:5000"] }],
    ["nats://s3cret@localhost:1", { servers: ["localhost:1"], token: "s3cret" }],
    ["nats://me:p%40ss@localhost:1", { servers: ["localhost:1"], user: "me", pass: "p@ss" }],
    ["nats://a:1, nats://b:2", { servers: ["a:1", "b:2"] }],
    ["tls://a:1", { servers: ["a:1"], tls: {} }],
  ])("reads %s", (text, expected) => {
    expect(parseNatsUrl(text)).toEqual(expected);
  });

  it.each(["", "http://a:1", "nats://", "nats://a:99999"])("refuses %s with a sentence", (text) => {
    expect(() => parseNatsUrl(text)).toThrow(expect.objectContaining({ code: "unreachable" }));
  });
});

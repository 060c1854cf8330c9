/** Keys of devices and programs: what each opens, and everything that it does not. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { EVERY_REVOCATION } from "@trajectory/protocols/subjects.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { MOST_KEYS } from "../keys.ts";
import type { Method, Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface Made {
  key: { keyId: string; name: string; scope: string; usedAt: number | null };
  token: string;
}

const PATIENCE = { timeout: 20_000 };

describe("keys", () => {
  let gateway: TestGateway;
  let ann: Person;
  let bob: Person;

  beforeAll(async () => {
    gateway = await startTestGateway();
    ann = await gateway.newDemoPerson();
    bob = await gateway.newPerson();
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  function make(person: Person, scope: "device" | "read", name = "a key"): Promise<Made> {
    return person.must<Made>("POST", "/api/keys", { name, scope });
  }

  /** With the key alone, as a program asks. */
  async function ask(token: string, method: Method, url: string, body?: unknown, cookie = "") {
    const response = await gateway.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, cookie },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = response.headers["content-type"]?.toString().startsWith("application/json") === true;
    const answer = json ? (JSON.parse(response.body) as { error?: ErrorBody }) : {};
    return { status: response.statusCode, code: answer.error?.code, body: answer };
  }

  it("are told once, listed without their token, and noted when they are used", async () => {
    const { key, token } = await make(ann, "read", "  My script  ");
    expect(key).toMatchObject({ name: "My script", scope: "read", usedAt: null });
    expect(token).toMatch(/^trajectory_[\w-]{43}$/);
    const before = await ann.must<{ keys: object[] }>("GET", "/api/keys");
    expect(JSON.stringify(before)).not.toContain(token.slice(-20));
    expect(before.keys[0]).toEqual(key);
    expect(await ask(token, "GET", "/api/me")).toMatchObject({ status: 200, body: { user: { id: ann.id } } });
    const { keys } = await ann.must<{ keys: Made["key"][] }>("GET", "/api/keys");
    expect(keys[0]?.usedAt).toEqual(expect.any(Number));
    const exported = await gateway.app.inject({
      url: "/api/account/export",
      headers: { cookie: ann.cookie },
    });
    expect(exported.rawPayload.includes(token.slice(-20))).toBe(false);
  });

  it("that read GET what is one's own, and write nothing", async () => {
    const { token } = await make(ann, "read");
    for (const url of [
      `/api/state/${ann.id}`,
      `/api/physics/${ann.id}/breakdown`,
      `/api/signals/${ann.id}/sessions`,
      `/api/signals/${ann.id}/export?format=csv&from=0&to=1`,
      "/api/portfolio",
      "/api/account/export",
    ]) {
      expect(await ask(token, "GET", url), url).toMatchObject({ status: 200 });
    }
    for (const [method, url, body] of [
      ["POST", "/api/goals", { name: "Not mine to set", importance: 0.5 }],
      ["DELETE", "/api/goals/g1", undefined],
      ["PUT", "/api/settings", { timeZone: "UTC" }],
      ["POST", "/api/commands/life/update_life", { energy: 0.1 }],
      ["DELETE", "/api/account", { password: "nobody signs in with it" }],
      ["POST", "/api/foxglove", undefined],
    ] as const) {
      expect(await ask(token, method, url, body), url).toMatchObject({ status: 403, code: "key_scope" });
    }
    expect(await ask(token, "GET", `/api/state/${bob.id}`)).toMatchObject({ status: 403, code: "forbidden" });
    expect((await ann.must<{ goals: object[] }>("GET", "/api/portfolio")).goals).toHaveLength(3);
  });

  /** Opens the live feed as a program does; what it is told until it is closed. */
  async function follow(headers: Record<string, string>) {
    const socket = await gateway.app.injectWS("/api/feed", { headers });
    onTestFinished(() => socket.terminate());
    const told: FeedDown[] = [];
    const end: { closed?: [code: number, reason: string] } = {};
    socket.on("message", (data: Buffer) => told.push(feedDownCodec.decode(data)));
    socket.on("close", (code, reason) => (end.closed = [code, reason.toString()]));
    socket.send(feedUpCodec.encode({ hello: { protocolVersion: PROTOCOL_VERSION, afterSeq: 0 } }));
    return { told, end };
  }

  it("that read follow the live feed of whose they are, until they are revoked", async () => {
    const { key, token } = await make(ann, "read");
    const { told, end } = await follow({ authorization: `Bearer ${token}` });
    await expect.poll(() => told.at(-1), PATIENCE).toHaveProperty("live");
    expect(told[0]).toMatchObject({ welcome: { userId: ann.id } });
    await ann.must("POST", "/api/goals", { id: "seen", name: "Seen by a program", importance: 0.1 });
    const last = () => JSON.stringify(told.findLast((message) => "event" in message));
    await expect.poll(last, PATIENCE).toContain("Seen by a program");
    await bob.must("POST", "/api/goals", { id: "unseen", name: "Of somebody else", importance: 0.1 });
    await ann.must("DELETE", "/api/goals/seen");
    await expect.poll(last, PATIENCE).toContain("goal_removed");
    expect(JSON.stringify(told)).not.toContain("Of somebody else");
    await ann.must("DELETE", `/api/keys/${key.keyId}`);
    await expect.poll(() => end.closed, PATIENCE).toEqual([4401, "token_refused"]);
  });

  it("of devices open no feed, nor do unknown ones, whoever is signed in beside it", async () => {
    const { token } = await make(ann, "device");
    for (const [bearer, closed] of [
      [token, [4400, "key_scope"]],
      [`${token}x`, [4401, "not_signed_in"]],
    ] as const) {
      const { told, end } = await follow({ authorization: `Bearer ${bearer}`, cookie: ann.cookie });
      await expect.poll(() => end.closed, PATIENCE).toEqual(closed);
      expect(told).toEqual([]);
    }
  });

  it("of devices open no route of a person, neither to read nor to write", async () => {
    const { token } = await make(ann, "device");
    for (const [method, url, body] of [
      ["GET", `/api/state/${ann.id}`, undefined],
      ["GET", "/api/me", undefined],
      ["GET", "/api/account/export", undefined],
      ["GET", `/api/signals/${ann.id}/export?format=csv&from=0&to=1`, undefined],
      ["POST", "/api/goals", { name: "Not mine to set", importance: 0.5 }],
      // Whoever is signed in beside it does not lend it more.
      ["GET", `/api/state/${ann.id}`, undefined, ann.cookie],
    ] as const) {
      expect(await ask(token, method, url, body), url).toMatchObject({ status: 403, code: "key_scope" });
    }
  });

  it("make no keys, list none and revoke none", async () => {
    for (const scope of ["read", "device"] as const) {
      const { key, token } = await make(ann, scope);
      for (const [method, url, body] of [
        ["GET", "/api/keys", undefined],
        ["POST", "/api/keys", { name: "another", scope: "read" }],
        ["DELETE", `/api/keys/${key.keyId}`, undefined],
      ] as const) {
        expect(await ask(token, method, url, body, ann.cookie), url).toMatchObject({ code: "key_scope" });
      }
    }
  });

  it("are worth nothing in the place of a cookie, cut short, or unknown", async () => {
    const { token } = await make(ann, "read");
    const asCookie = await gateway.app.inject({
      url: "/api/me",
      headers: { cookie: `trajectory_session=${token}` },
    });
    expect(asCookie.statusCode).toBe(401);
    for (const wrong of [token.slice(0, -1), `${token}x`, "trajectory_", "trajectory_' OR true --"]) {
      expect(await ask(wrong, "GET", "/api/me"), wrong).toMatchObject({ code: "not_signed_in" });
    }
  });

  it("are revoked at once, by whose they are, and every node is told", async () => {
    const { key, token } = await make(ann, "read");
    const told: string[] = [];
    const subscription = gateway.bus.subscribe(EVERY_REVOCATION, ({ subject }) => void told.push(subject));
    expect(await bob.refusal("DELETE", `/api/keys/${key.keyId}`)).toMatchObject({ code: "not_found" });
    expect(await ask(token, "GET", "/api/me")).toMatchObject({ status: 200 });
    expect(await ann.must("DELETE", `/api/keys/${key.keyId}`)).toEqual({ revoked: true });
    expect(await ask(token, "GET", "/api/me")).toMatchObject({ status: 401, code: "not_signed_in" });
    await expect.poll(() => told, PATIENCE).toEqual([`trajectory.revoked.${key.keyId}`]);
    subscription.unsubscribe();
    expect(await ann.refusal("DELETE", `/api/keys/${key.keyId}`)).toMatchObject({ code: "not_found" });
    expect(await bob.must("GET", "/api/keys")).toEqual({ keys: [] });
  });

  it("are bounded, and refused with what is wrong with them", async () => {
    const carl = await gateway.newPerson();
    for (let i = 0; i < MOST_KEYS; i++) {
      const one = { name: `key ${i}`, scope: "device" as const, token: `carl's ${i}` };
      await gateway.store.accounts.createKey(carl.id, one);
    }
    expect(await carl.refusal("POST", "/api/keys", { name: "one more", scope: "read" })).toMatchObject({
      code: "keys_full",
    });
    for (const [body, field] of [
      [{ name: " ", scope: "read" }, "name"],
      [{ name: "x".repeat(81), scope: "read" }, "name"],
      [{ name: "x", scope: "full" }, "scope"],
    ] as const) {
      expect(await bob.refusal("POST", "/api/keys", body)).toMatchObject({ code: "invalid_input", field });
    }
  });
});

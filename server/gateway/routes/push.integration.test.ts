/** Devices over HTTP: what is refused, whose they are, and that a test takes the real way. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_SUBSCRIPTIONS } from "../../push/ports.ts";
import { type PushService, startPushService } from "../../push/testing/push-service.ts";
import type { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface Device {
  subscriptionId: string;
  endpoint: string;
  label: string;
  language: string;
  quiet: object | null;
  kinds: string[];
  sentAt: number | null;
  failure: { why: string } | null;
}

const WAIT = { timeout: 20_000 };

describe("devices that are pushed to", () => {
  let service: PushService;
  let gateway: TestGateway;
  let ann: Person;
  let bob: Person;

  beforeAll(async () => {
    service = await startPushService();
    gateway = await startTestGateway({ pushHosts: [service.host] });
    gateway.push.start();
    ann = await gateway.newPerson();
    bob = await gateway.newPerson();
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  const put = (person: Person, body: object) => person.must<Device>("PUT", "/api/push/subscriptions", body);
  const list = async (person: Person) =>
    (await person.must<{ subscriptions: Device[] }>("GET", "/api/push/subscriptions")).subscriptions;

  it("subscribe with one key, keep what was settled, and move with their endpoint", async () => {
    const { key } = await ann.must<{ key: string }>("GET", "/api/push/key");
    expect(await bob.must("GET", "/api/push/key")).toEqual({ key });
    expect(Buffer.from(key, "base64url")).toHaveLength(65);
    const browser = await service.newBrowser();
    const quiet = { from: "22:00", to: "07:00" };
    const made = await put(ann, { ...browser.subscription, label: "Laptop", language: "de", quiet });
    expect(made).toMatchObject({ label: "Laptop", language: "de", quiet, sentAt: null, failure: null });
    expect(made.kinds).toEqual(["crossing", "reminder", "session", "job"]);
    const changed = await put(ann, { ...browser.subscription, kinds: ["reminder"] });
    expect(changed).toEqual({ ...made, kinds: ["reminder"] });
    const moved = await service.newBrowser();
    const renewed = await put(ann, { ...moved.subscription, replaces: browser.endpoint });
    expect(renewed).toEqual({ ...changed, endpoint: moved.endpoint });
    expect(await list(ann)).toEqual([renewed]);
    expect(await list(bob)).toEqual([]);
    await ann.must("DELETE", `/api/push/subscriptions/${made.subscriptionId}`);
    expect(await list(ann)).toEqual([]);
  });

  it("are tried by a message that takes the real way, in their language, also in quiet hours", async () => {
    const browser = await service.newBrowser();
    const quiet = { from: "00:00", to: "23:59" };
    const settled = { label: "Phone", language: "de", quiet };
    const { subscriptionId } = await put(ann, { ...browser.subscription, ...settled });
    const path = `/api/push/subscriptions/${subscriptionId}`;
    expect(await ann.call("POST", `${path}/test`)).toMatchObject({ status: 202 });
    await expect.poll(() => service.pushed.length, WAIT).toBe(1);
    const [pushed] = service.pushed;
    expect(pushed?.content).toMatchObject({
      title: "TrajectoryOS",
      body: "So kommen Meldungen auf diesem Gerät an.",
      to: "/settings",
    });
    expect(pushed?.headers).toMatchObject({ urgency: "high", ttl: "300" });
    expect(pushed?.claims.exp).toBe(Math.floor(gateway.now / 1_000) + 43_200);
    await expect.poll(async () => (await list(ann))[0]?.sentAt, WAIT).toBe(gateway.now);

    service.answer = () => ({ status: 403 });
    gateway.now += 1_000;
    await ann.must("POST", `${path}/test`);
    await expect
      .poll(async () => (await list(ann))[0]?.failure, WAIT)
      .toEqual({ at: gateway.now, why: "refused" });
    service.answer = undefined;
    expect(service.problems).toEqual([]);
    await ann.must("DELETE", path);
  });

  it("are of one person: another neither sees, tries, takes nor removes them, nor does a key", async () => {
    const browser = await service.newBrowser();
    const { subscriptionId } = await put(ann, browser.subscription);
    const path = `/api/push/subscriptions/${subscriptionId}`;
    expect(await bob.refusal("DELETE", path)).toMatchObject({ code: "not_found" });
    expect(await bob.refusal("POST", `${path}/test`)).toMatchObject({ code: "not_found" });
    expect(await bob.refusal("PUT", "/api/push/subscriptions", browser.subscription)).toMatchObject({
      code: "subscription_taken",
      field: "endpoint",
    });
    const own = await service.newBrowser();
    await put(bob, own.subscription);
    const stolen = { ...browser.subscription, replaces: own.endpoint };
    expect(await bob.refusal("PUT", "/api/push/subscriptions", stolen)).toMatchObject({
      code: "subscription_taken",
    });
    const { token } = await ann.must<{ token: string }>("POST", "/api/keys", { name: "k", scope: "read" });
    for (const url of ["/api/push/key", "/api/push/subscriptions"]) {
      const { body } = await gateway.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
      expect(body).toContain("key_scope");
    }
    expect((await list(ann)).map((one) => one.subscriptionId)).toEqual([subscriptionId]);
    await ann.must("DELETE", path);
  });

  it("have an address on the public internet that begins with https, and keys of a browser", async () => {
    const { keys } = (await service.newBrowser()).subscription;
    for (const [endpoint, code] of [
      ["https://127.0.0.1/push", "address_refused"],
      ["https://[::1]/push", "address_refused"],
      ["https://169.254.169.254/latest/meta-data", "address_refused"],
      ["https://2130706433/push", "address_refused"],
      ["http://push.example.org/", "invalid_input"],
      ["http://127.0.0.1:1/push", "invalid_input"],
      ["https://ann:secret@push.example.org/", "invalid_input"],
      ["file:///etc/passwd", "invalid_input"],
      ["nonsense", "invalid_input"],
      [`https://push.example.org/${"x".repeat(1_500)}`, "invalid_input"],
    ] as const) {
      const refusal = await ann.refusal("PUT", "/api/push/subscriptions", { endpoint, keys });
      expect(refusal, endpoint).toMatchObject({ code, field: "endpoint" });
    }
    const endpoint = "https://push.example.org/1";
    for (const [change, field] of [
      [{ keys: { ...keys, p256dh: `B${"A".repeat(86)}` } }, "keys"],
      [{ keys: { ...keys, auth: "AAAA" } }, "keys"],
      [{ keys, timeZone: "Europe/Atlantis" }, "timeZone"],
      [{ keys, quiet: { from: "25:00", to: "07:00" } }, "quiet.from"],
      [{ keys, kinds: ["reminder", "reminder"] }, "kinds"],
      [{ keys, kinds: ["everything"] }, "kinds.0"],
    ] as const) {
      const refusal = await ann.refusal("PUT", "/api/push/subscriptions", { endpoint, ...change });
      expect(refusal, JSON.stringify(change)).toMatchObject({ code: "invalid_input", field });
    }
    expect(await list(ann)).toEqual([]);
  });

  it("are bounded, and go with their person, with what waits for them", async () => {
    const carl = await gateway.newPerson();
    for (let i = 0; i < MOST_SUBSCRIPTIONS; i++) await put(carl, (await service.newBrowser()).subscription);
    const { subscription } = await service.newBrowser();
    expect(await carl.refusal("PUT", "/api/push/subscriptions", subscription)).toMatchObject({
      code: "subscriptions_full",
    });
    const [first] = await list(carl);
    service.answer = () => ({ status: 503 });
    await carl.must("POST", `/api/push/subscriptions/${first?.subscriptionId}/test`);
    await expect.poll(async () => (await list(carl))[0]?.failure?.why, WAIT).toBe("unreachable");
    service.answer = undefined;
    const exported = await gateway.app.inject({
      url: "/api/account/export",
      headers: { cookie: carl.cookie },
    });
    expect(exported.statusCode).toBe(200);
    await gateway.store.erasure.begin(carl.id);
    expect((await gateway.store.erasure.finish(carl.id))?.has("push_subscription")).toBe(true);
    expect(await gateway.store.push.subscriptions.list(carl.id)).toEqual([]);
    // Somebody else may have the browser now.
    await put(bob, subscription);
  });
});

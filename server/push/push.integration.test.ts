/** From an event of the log to a device: once, in time, and with what a push service asks for. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PUSH_DUE } from "@trajectory/protocols/subjects.ts";
import type { Person } from "../gateway/testing/person.ts";
import { startTestGateway, type TestGateway } from "../gateway/testing/test-gateway.ts";
import { createLog } from "../log.ts";
import { systemClock } from "../store/testing/postgres.ts";
import { openPush, type OpenPush } from "../open-push.ts";
import { type PushService, startPushService, type SubscribedBrowser } from "./testing/push-service.ts";

const WAIT = { timeout: 20_000 };
const LONG_AGO = Date.UTC(2026, 0, 1, 8);

describe("what is pushed", () => {
  let service: PushService;
  let gateway: TestGateway;
  /** Nodes of a cluster: the same database and bus, and nothing else in common. */
  let nodes: OpenPush[];

  beforeAll(async () => {
    service = await startPushService();
    gateway = await startTestGateway({ pushHosts: [service.host] });
    nodes = [0, 1].map(() =>
      openPush({
        store: gateway.store.push,
        bus: gateway.bus,
        clock: { ...systemClock, now: () => gateway.now },
        log: createLog("error"),
        privateHosts: [service.host],
        sends: true,
      }),
    );
    for (const node of nodes) node.start();
  });
  afterEach(() => {
    service.answer = undefined;
    expect(service.problems).toEqual([]);
  });
  afterAll(async () => {
    for (const node of nodes) await node[Symbol.asyncDispose]();
    await gateway[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  async function subscribe(person: Person, settings: object = {}): Promise<SubscribedBrowser> {
    const browser = await service.newBrowser();
    await person.must("PUT", "/api/push/subscriptions", { ...browser.subscription, ...settings });
    return browser;
  }

  /** Long overdue, so it comes as soon as it is set. */
  async function remind(person: Person, id: string, text = id): Promise<void> {
    const payload = { reminder: { id, text, at: LONG_AGO + text.length } };
    await person.must("POST", "/api/commands/life/set_reminder", { id: crypto.randomUUID(), payload });
  }

  const textsOf = (browser: SubscribedBrowser) =>
    service.pushed.filter((one) => one.browser === browser).map(({ content }) => content.body);
  const waiting = () => gateway.store.push.outbox.nextDue();
  const failureOf = async (person: Person) => {
    const [device] = await gateway.store.push.subscriptions.list(person.id);
    return device?.failure?.why;
  };
  const look = () => gateway.bus.publish(PUSH_DUE, new Uint8Array());

  it("is what happened since, to each device in its language, of the kinds it wants", async () => {
    const ann = await gateway.newPerson();
    await remind(ann, "before");
    await expect
      .poll(async () => (await gateway.store.history.newestEvents(ann.id, 1))[0]?.type, WAIT)
      .toBe("reminder_fired");
    const english = await subscribe(ann);
    const german = await subscribe(ann, { language: "de", kinds: ["session", "job"] });
    const sessionId = crypto.randomUUID();
    const device = { sessionId, device: "phone", startedAt: gateway.now, streams: [] };
    await gateway.actors.command(ann.id, "session", "start_session", crypto.randomUUID(), device);
    const ledger = [{ stream: 1, captured: 1, stored: 1, dropped: 0, outstanding: 0 }];
    const ended = { sessionId, endedAt: gateway.now, ledger };
    await gateway.actors.command(ann.id, "session", "end_session", crypto.randomUUID(), ended);
    await remind(ann, "after", "Call the bank");
    const headers = { "content-type": "application/octet-stream" };
    await ann.must("POST", "/api/documents?name=cv.txt", "I know Kotlin.", { headers });
    await expect.poll(() => textsOf(english).length, WAIT).toBe(3);
    expect(textsOf(english).toSorted()).toEqual([
      "Call the bank",
      "Reading a document: done",
      "Session ended: 1 sample stored",
    ]);
    await expect.poll(() => textsOf(german).length, WAIT).toBe(2);
    expect(textsOf(german).toSorted()).toEqual([
      "Lesen eines Dokuments: fertig",
      "Sitzung beendet: 1 Messwert gespeichert",
    ]);
    const urgencies = new Map(
      service.pushed.map(({ content, headers: { urgency } }) => [content.to.split("?")[0], urgency]),
    );
    expect(Object.fromEntries(urgencies)).toEqual({
      "/documents": "low",
      "/life": "high",
      "/session": "normal",
    });
    expect(new Set(service.pushed.map(({ bytes }) => bytes)).size).toBe(1);
  });

  it("is sent once, whichever of the nodes hears of it", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => gateway.newPerson()));
    const browsers = await Promise.all(people.map((person) => subscribe(person)));
    const texts = Array.from({ length: 10 }, (_, i) => `r${i}`);
    await Promise.all(people.flatMap((person) => texts.map((text) => remind(person, text))));
    for (const browser of browsers)
      await expect.poll(() => new Set(textsOf(browser)).size, WAIT).toBe(texts.length);
    await expect.poll(waiting, WAIT).toBe(undefined);
    for (const browser of browsers) expect(textsOf(browser).toSorted()).toEqual(texts);
  });

  it("waits for the end of quiet hours where the device is, or for their change", async () => {
    const [ann, bob] = [await gateway.newPerson(), await gateway.newPerson()];
    // It is noon in Greenwich.
    const quiet = { from: "12:30", to: "14:00" };
    const berlin = await subscribe(ann, { timeZone: "Europe/Berlin", quiet });
    const london = await subscribe(ann, { timeZone: "Europe/London", quiet });
    const changed = await subscribe(bob, { timeZone: "Europe/Berlin", quiet });
    await remind(ann, "quiet");
    await remind(bob, "quiet");
    await expect.poll(() => textsOf(london), WAIT).toEqual(["quiet"]);
    await expect.poll(waiting, WAIT).toBe(gateway.now + 3_600_000);
    expect(textsOf(berlin)).toEqual([]);
    await bob.must("PUT", "/api/push/subscriptions", { ...changed.subscription, quiet: null });
    await expect.poll(() => textsOf(changed), WAIT).toEqual(["quiet"]);
    expect(textsOf(berlin)).toEqual([]);
    gateway.now += 3_600_000;
    look();
    await expect.poll(() => textsOf(berlin), WAIT).toEqual(["quiet"]);
  });

  it("goes no more to a browser that is gone, and still to the others", async () => {
    const ann = await gateway.newPerson();
    const [gone, there] = [await subscribe(ann), await subscribe(ann)];
    service.answer = (browser) => (browser === gone ? { status: 410 } : undefined);
    await remind(ann, "one");
    await expect.poll(() => textsOf(there), WAIT).toEqual(["one"]);
    const left = async () => (await gateway.store.push.subscriptions.list(ann.id)).map((one) => one.endpoint);
    await expect.poll(left, WAIT).toEqual([there.endpoint]);
  });

  it("is tried again no sooner than the push service asks for, and the newest of a topic alone", async () => {
    const ann = await gateway.newPerson();
    const [browser, prompt] = [await subscribe(ann), await subscribe(ann)];
    const busy = { status: 429, headers: { "retry-after": "120" } };
    service.answer = (asked) => (asked === browser ? busy : undefined);
    await remind(ann, "daily", "old");
    await expect.poll(() => failureOf(ann), WAIT).toBe("unreachable");
    await remind(ann, "daily", "newer");
    await remind(ann, "other");
    // Messages to both are made at once.
    await expect.poll(() => textsOf(prompt), WAIT).toEqual(["old", "newer", "other"]);
    const { outbox } = gateway.store.push;
    await expect.poll(waiting, WAIT).toBe(gateway.now + 120_000);
    expect(await outbox.claim(gateway.now + 119_999, gateway.now)).toBeUndefined();
    service.answer = undefined;
    gateway.now += 120_000;
    look();
    await expect.poll(() => textsOf(browser), WAIT).toEqual(["newer", "other"]);
    expect(await failureOf(ann)).toBeUndefined();
  });

  it("is given up when it is a day old, or refused, and its person sees that", async () => {
    const ann = await gateway.newPerson();
    const browser = await subscribe(ann);
    service.answer = () => ({ status: 500 });
    await remind(ann, "late");
    await expect.poll(() => failureOf(ann), WAIT).toBe("unreachable");
    gateway.now += 86_400_000;
    look();
    await expect.poll(() => failureOf(ann), WAIT).toBe("expired");
    service.answer = () => ({ status: 400 });
    gateway.now += 1_000;
    await remind(ann, "refused");
    await expect.poll(() => failureOf(ann), WAIT).toBe("refused");
    service.answer = undefined;
    gateway.now += 1_000;
    await remind(ann, "taken");
    await expect.poll(() => textsOf(browser), WAIT).toEqual(["taken"]);
    await expect.poll(() => failureOf(ann), WAIT).toBe(undefined);
  });

  it("is sent by another node when the one that held the device has died", async () => {
    const ann = await gateway.newPerson();
    const browser = await subscribe(ann);
    service.answer = () => ({ status: 503 });
    await remind(ann, "held");
    await expect.poll(() => failureOf(ann), WAIT).toBe("unreachable");
    service.answer = undefined;
    gateway.now += 10_000;
    const { outbox } = gateway.store.push;
    const dead = await outbox.claim(gateway.now, gateway.now + 60_000);
    expect(dead?.endpoint).toBe(browser.endpoint);
    expect(await outbox.claim(gateway.now + 59_999, gateway.now)).toBeUndefined();
    gateway.now += 60_000;
    look();
    await expect.poll(() => textsOf(browser), WAIT).toEqual(["held"]);
    // It comes back, and finds that the device is another's.
    expect(await outbox.next(dead?.claim ?? "", gateway.now, gateway.now)).toBeUndefined();
  });

  it("is found in the log when no node heard of it, and begins anew with the first device", async () => {
    const ann = await gateway.newPerson();
    const browser = await subscribe(ann);
    for (const node of nodes) await node[Symbol.asyncDispose]();
    await remind(ann, "missed");
    const newest = async () => (await gateway.store.history.newestEvents(ann.id, 1))[0]?.type;
    await expect.poll(newest, WAIT).toBe("reminder_fired");
    expect(textsOf(browser)).toEqual([]);
    gateway.push.start();
    await expect.poll(() => textsOf(browser), WAIT).toEqual(["missed"]);
    const [device] = await gateway.store.push.subscriptions.list(ann.id);
    await ann.must("DELETE", `/api/push/subscriptions/${device?.subscriptionId}`);
    await remind(ann, "untold");
    await expect.poll(newest, WAIT).toBe("reminder_fired");
    const other = await subscribe(ann);
    await remind(ann, "told");
    await expect.poll(() => textsOf(other), WAIT).toEqual(["told"]);
  });
});

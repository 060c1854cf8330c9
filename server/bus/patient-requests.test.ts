import { movingAway, refused } from "@trajectory/actors/runtime/replies.ts";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { expect, it } from "vitest";
import { patientRequests } from "./patient-requests.ts";

const encoder = new TextEncoder();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const QUESTION = encoder.encode("{}");
const REFUSAL = encoder.encode(JSON.stringify(refused(movingAway())));

it("asks again while nobody listens and while the owner changes", async () => {
  const bus = createMemoryBus();
  const answer = patientRequests(bus).request("a.b", QUESTION, { timeoutMs: 5_000 });
  await Promise.resolve();
  let asked = 0;
  bus.subscribe("a.b", (message) => {
    asked++;
    message.respond(asked < 3 ? REFUSAL : encoder.encode('{"ok":true}'));
  });
  expect(text(await answer)).toBe('{"ok":true}');
  expect(asked).toBe(3);
});

it("does not ask again what was answered otherwise", async () => {
  const bus = createMemoryBus();
  const answers = ['{"ok":false,"error":{"code":"busy"}}', '{"ok":true,"text":"\\"reason\\":\\"moving\\""}'];
  for (const given of answers) {
    const subscription = bus.subscribe("a.b", (message) => message.respond(encoder.encode(given)));
    expect(text(await patientRequests(bus).request("a.b", QUESTION, { timeoutMs: 5_000 }))).toBe(given);
    subscription.unsubscribe();
  }
});

it("gives up in the time that the caller has", async () => {
  const bus = patientRequests(createMemoryBus());
  await expect(bus.request("a.b", QUESTION, { timeoutMs: 20 })).rejects.toMatchObject({
    code: "no_responder",
  });
});

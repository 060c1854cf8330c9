import { describe, expect, it } from "vitest";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { PART_BYTES, partRequestOf, requestWhole } from "@trajectory/protocols/bus/parts.ts";
import { LargeAnswers } from "./large-answers.ts";
import { ManualClock } from "./testing.ts";

const answer = Uint8Array.from({ length: 2 * PART_BYTES + 7 }, (_, i) => 32 + (i % 90));

/** Answers every question with `answer`; `strike` may let go of what is held before a part is given. */
function serve(strike: (clock: ManualClock, asked: number) => void = () => {}) {
  const bus = createMemoryBus();
  const clock = new ManualClock();
  const answers = new LargeAnswers(clock);
  const asked = { questions: 0, parts: 0 };
  bus.subscribe("ask", (message) => {
    const part = partRequestOf(message.data);
    if (part === undefined) {
      asked.questions += 1;
      message.respond(answers.first(answer));
      return;
    }
    asked.parts += 1;
    strike(clock, asked.parts);
    try {
      message.respond(answers.part(part.answer, part.part));
    } catch {
      message.respond(new TextEncoder().encode('{"ok":false}'));
    }
  });
  return { asked, whole: () => requestWhole(bus, "ask", new Uint8Array(0), { timeoutMs: 1_000 }) };
}

describe("answers in parts", () => {
  it("arrive whole", async () => {
    const { asked, whole } = serve();
    expect(await whole()).toEqual(answer);
    expect(asked).toEqual({ questions: 1, parts: 3 });
  });

  it("are asked for again when they were let go of on the way", async () => {
    const { asked, whole } = serve((clock, parts) => {
      if (parts === 2) clock.advance(60_000);
    });
    expect(await whole()).toEqual(answer);
    expect(asked.questions).toBe(2);
  });

  it("are given up when they are let go of again and again", async () => {
    const { whole } = serve((clock) => clock.advance(60_000));
    await expect(whole()).rejects.toMatchObject({ code: "timeout" });
  });

  it("are sent at once where they fit", () => {
    const small = answer.subarray(0, 100);
    expect(new LargeAnswers(new ManualClock()).first(small)).toBe(small);
  });

  it("are held in a bounded room, the oldest go first", () => {
    const answers = new LargeAnswers(new ManualClock());
    const big = new Uint8Array(100 * 2 ** 20);
    const ids = [1, 2, 3].map(() => {
      const { answer: id } = JSON.parse(new TextDecoder().decode(answers.first(big))) as { answer: string };
      return id;
    });
    expect(() => answers.part(ids[0]!, 0)).toThrow("no longer held");
    expect(answers.part(ids[2]!, 0).byteLength).toBe(PART_BYTES + 1);
  });
});

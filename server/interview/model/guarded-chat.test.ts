import { describe, expect, it } from "vitest";
import { ReaderError } from "../port.ts";
import { type Chat, ChatError, type ChatFailure } from "./chat.ts";
import { GuardedChat, type ModelCall } from "./guarded-chat.ts";

const PROMPT = { name: "read-answer/1", text: "Read.", hash: "h" };

/** A model whose calls fail as told, one after the other, and then succeed. */
class Bench {
  now = 0;
  readonly calls: ModelCall[] = [];
  readonly waits: number[] = [];
  readonly failures: (ChatFailure | ChatError)[];
  readonly abort = new AbortController();
  speaksFirst = false;
  readonly chat: GuardedChat;

  constructor(failures: (ChatFailure | ChatError)[]) {
    this.failures = failures;
    const chat: Chat = {
      model: "m",
      ask: async ({ onWords }) => {
        const failure = this.failures.shift();
        if (failure === undefined) return { text: "ok", inputTokens: 10, outputTokens: 5 };
        if (this.speaksFirst) onWords?.("Some ");
        throw typeof failure === "string" ? new ChatError(failure) : failure;
      },
    };
    this.chat = new GuardedChat({
      chat,
      calls: {
        add: async (call) => void this.calls.push(call),
        tokensSince: async () => this.calls.reduce((sum, one) => sum + one.inputTokens + one.outputTokens, 0),
      },
      dailyTokens: 100,
      price: [1, 2],
      now: () => this.now,
      random: () => 0.5,
      wait: async (ms) => void this.waits.push(ms),
    });
  }

  ask(): Promise<string> {
    const caller = { userId: "u", interviewId: "i", signal: this.abort.signal };
    const request = { user: "?", maxTokens: 10, onWords: () => {} };
    return this.chat.ask(PROMPT, request, caller).then(({ text }) => text);
  }
}

describe("a guarded model", () => {
  it("is asked again after what passes, later each time and not before the server says", async () => {
    const bench = new Bench(["server_failed", new ChatError("rate_limited", { retryAfterMs: 3_000 })]);
    expect(await bench.ask()).toBe("ok");
    expect(bench.waits).toEqual([400, 3_000]);
    expect(bench.calls.map(({ outcome }) => outcome)).toEqual(["server_failed", "rate_limited", "ok"]);
    expect(bench.calls.at(-1)).toMatchObject({ prompt: "read-answer/1", promptHash: "h", costUsd: 20 / 1e6 });
  });

  it("is asked three times at most, once after a refusal or when words have come", async () => {
    const failing = new Bench(["timed_out", "timed_out", "timed_out"]);
    await expect(failing.ask()).rejects.toThrow(ReaderError);
    expect(failing.calls).toHaveLength(3);
    const refused = new Bench(["refused"]);
    await expect(refused.ask()).rejects.toThrow("refused");
    expect(refused.calls).toHaveLength(1);
    const spoken = new Bench(["cut_off"]);
    spoken.speaksFirst = true;
    await expect(spoken.ask()).rejects.toThrow("broke off");
    expect(spoken.calls).toHaveLength(1);
  });

  it("is not asked again for somebody who hung up", async () => {
    const bench = new Bench(["cut_off", "cut_off"]);
    bench.abort.abort();
    await expect(bench.ask()).rejects.toThrow(ReaderError);
    expect(bench.calls).toHaveLength(1);
  });

  it("is left alone after four failures, then tried by one call", async () => {
    const bench = new Bench(Array<ChatFailure>(5).fill("unreachable"));
    await expect(bench.ask()).rejects.toThrow("reached");
    await expect(bench.ask()).rejects.toThrow("left alone");
    expect(bench.calls).toHaveLength(4);
    bench.now += 29_999;
    await expect(bench.ask()).rejects.toThrow("left alone");
    bench.now += 2;
    await expect(bench.ask()).rejects.toThrow("left alone");
    expect(bench.calls).toHaveLength(5);
    bench.now += 59_999;
    await expect(bench.ask()).rejects.toThrow("left alone");
    bench.now += 2;
    expect(await bench.ask()).toBe("ok");
    expect(await bench.ask()).toBe("ok");
  });

  it("is not asked beyond the tokens of the day", async () => {
    const bench = new Bench([]);
    for (let n = 0; n < 7; n++) await bench.ask();
    await expect(bench.ask()).rejects.toThrow("used up");
  });
});

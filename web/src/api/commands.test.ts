import { afterEach, describe, expect, it, vi } from "vitest";
import { sendCommand } from "./commands.ts";
import { ApiError } from "./http.ts";

const goal = { goal: { id: "g1", name: "Finish", importance: 1 } };
const accepted = { ok: true, seq: 1, events: [] };

/** Answers the calls in turn and keeps what was asked. */
function answer(...answers: (Response | Error)[]) {
  const asked: { path: string; id: string }[] = [];
  vi.stubGlobal("fetch", (path: string, init: { body: string }) => {
    asked.push({ path, id: (JSON.parse(init.body) as { id: string }).id });
    const next = answers.shift() ?? new Error("asked once too often");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  return asked;
}

function refused(status: number, code: string): Response {
  return Response.json({ error: { code, message: "No.", hint: "Try.", field: "goal.id" } }, { status });
}

const pauses: number[] = [];
const options = {
  pause(ms: number) {
    pauses.push(ms);
    return Promise.resolve();
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
  pauses.length = 0;
});

describe("sendCommand", () => {
  it("sends the same id again while the outcome is unknown", async () => {
    const asked = answer(new TypeError("network"), refused(504, "unknown_outcome"), Response.json(accepted));
    await expect(sendCommand("life", "set_goal", goal, options)).resolves.toEqual(accepted);
    expect(asked.map(({ path }) => path)).toEqual(Array(3).fill("/api/commands/life/set_goal"));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(pauses).toEqual([800, 1600]);
  });

  it("does not repeat what was refused", async () => {
    const asked = answer(refused(422, "model_refused"));
    const failed = sendCommand("life", "set_goal", goal, options);
    await expect(failed).rejects.toMatchObject({
      code: "model_refused",
      hint: "Try.",
      field: "goal.id",
      status: 422,
    });
    expect(asked).toHaveLength(1);
  });

  it("gives up in the end and says why", async () => {
    answer(...Array.from({ length: 4 }, () => new TypeError("network")));
    await expect(sendCommand("life", "set_goal", goal, options)).rejects.toMatchObject({ code: "offline" });
  });

  it("takes a refusal inside an answer for what it is", async () => {
    answer(Response.json({ ok: false, error: { code: "command_refused", message: "No.", hint: "" } }));
    await expect(sendCommand("life", "set_goal", goal, options)).rejects.toBeInstanceOf(ApiError);
  });

  it("names an answer that is no JSON", async () => {
    answer(new Response("<html>", { status: 502 }));
    await expect(sendCommand("life", "set_goal", goal, options)).rejects.toMatchObject({
      code: "bad_answer",
      status: 502,
    });
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERRORS, ProtocolError, toProtocolError } from "./errors.ts";

describe("errors", () => {
  it("stand in docs/errors.md, all of them and no others, with status and hint", () => {
    const page = readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \|$/gm)].map(([, code, status, hint]) => [
      code,
      { status: Number(status), hint },
    ]);
    expect(Object.fromEntries(rows)).toEqual(ERRORS);
  });

  it("have hints that are sentences", () => {
    for (const { hint } of Object.values(ERRORS)) expect(hint).toMatch(/^[A-Z].+\.$/);
  });

  it("are made from anything thrown, once", () => {
    const known = new ProtocolError("busy", "Full.", { retryAfterMs: 10 });
    expect(toProtocolError(known)).toBe(known);
    const unknown = toProtocolError("thrown text");
    expect(unknown.toBody().code).toBe("internal");
    expect(unknown.cause).toBe("thrown text");
  });
});

it("writes every path in one way", () => {
  const error = new ProtocolError("model_refused", "", { field: "scenarios[0].actions[12].hours" });
  expect(error.toBody().field).toBe("scenarios.0.actions.12.hours");
});

import { describe, expect, it } from "vitest";
import { ProtocolError } from "./errors.ts";
import { Project, Skill } from "./events/entities.ts";
import { Type } from "typebox";
import { parse, parseText } from "./validate.ts";

function refusal(call: () => unknown): ProtocolError {
  try {
    call();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const project = {
  id: "P1",
  name: "Engine",
  goals: { g1: 0.8 },
  requires: [{ skillId: "ts", b: 0, importance: 1 }],
  size: 80,
  progress: 0,
  hours: 10,
};

describe("parse", () => {
  it("fills defaults without touching the input", () => {
    const input = { id: "ts", name: "TypeScript", domain: "software" };
    expect(parse(Skill, input)).toEqual({ ...input, mu0: -1, decay: "mixed", motor: false });
    expect(input).not.toHaveProperty("mu0");
  });

  it.each([
    [{ ...project, goals: { g1: 2 } }, "goals.g1"],
    [{ ...project, size: Number.NaN }, "size"],
    [{ ...project, name: undefined }, "name"],
    [{ ...project, requires: [{ skillId: "ts", b: 99, importance: 1 }] }, "requires.0.b"],
  ])("names the field at fault", (input, field) => {
    const error = refusal(() => parse(Project, input));
    expect(error.code).toBe("invalid_input");
    expect(error.field).toBe(field);
  });

  it("names no field when the input is something else altogether", () => {
    expect(refusal(() => parse(Project, "text")).field).toBeUndefined();
  });
});

describe("parseText", () => {
  const Query = Type.Object({ at: Type.Integer({ minimum: 0 }), name: Type.Optional(Type.String()) });

  it("reads numbers from text where numbers are wanted", () => {
    expect(parseText(Query, { at: "12", name: "7" })).toEqual({ at: 12, name: "7" });
  });

  it("names what is no number", () => {
    expect(refusal(() => parseText(Query, { at: "soon" })).field).toBe("at");
  });
});

import { describe, expect, it } from "vitest";
import { ProtocolError } from "./errors.ts";
import { Evidence, Project, Skill } from "./events/entities.ts";
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

function many(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`g${i}`, 0]));
}

describe("parse", () => {
  it("fills defaults without touching the input", () => {
    const input = { id: "ts", name: "TypeScript", domain: "software" };
    expect(parse(Skill, input)).toEqual({ ...input, mu0: -1, decay: "mixed", motor: false });
    expect(input).not.toHaveProperty("mu0");
  });

  it.each([
    [{ ...project, goals: { g1: 2 } }, "goals.g1"],
    [{ ...project, goals: { "my goal": 0.5 } }, "goals.my goal"],
    [{ ...project, size: Number.NaN }, "size"],
    [{ ...project, name: undefined }, "name"],
    [{ ...project, requires: [{ skillId: "ts", b: 99, importance: 1 }] }, "requires.0.b"],
  ])("names the field at fault", (input, field) => {
    const error = refusal(() => parse(Project, input));
    expect(error.code).toBe("invalid_input");
    expect(error.field).toBe(field);
  });

  it.each([
    ["a list", { ...project, requires: Array.from({ length: 65 }, () => ({})) }, "requires", "at most 64"],
    ["a record", { ...project, goals: many(1_001) }, "goals", "at most 1000"],
    ["a field", { ...project, huge: many(100_000) }, "huge", "not known"],
  ])("refuses %s that is too large before looking into it", (_, input, field, message) => {
    const error = refusal(() => parse(Project, input));
    expect(error.field).toBe(field);
    expect(error.message).toContain(message);
  });

  it("shares what needs no defaults", () => {
    const goals = { g1: 0.5 };
    const parsed = parse(Project, { ...project, goals, effortBasis: undefined });
    expect(parsed.effortBasis).toBe("planned");
    expect(parsed.goals).toBe(goals);
  });

  it("looks for defaults among own fields only", () => {
    const Named = Type.Object({ toString: Type.String({ default: "none" }) });
    expect(parse(Named, {})).toEqual({ toString: "none" });
  });

  it("names no field when the input is something else altogether", () => {
    expect(refusal(() => parse(Project, "text")).field).toBeUndefined();
  });
});

describe("a union", () => {
  const Step = Type.Union([
    Type.Object({ type: Type.Literal("add"), hours: Type.Number() }, { additionalProperties: false }),
    Type.Object(
      {
        type: Type.Literal("rest"),
        hours: Type.Number({ maximum: 1 }),
        kind: Type.String({ default: "nap" }),
      },
      { additionalProperties: false },
    ),
  ]);
  const Steps = Type.Object({ steps: Type.Array(Step) });
  const stepFault = (step: unknown) => refusal(() => parse(Steps, { steps: [step] })).field;

  it("is filled in the form that is meant", () => {
    expect(parse(Steps, { steps: [{ type: "rest", hours: 1 }] })).toEqual({
      steps: [{ type: "rest", hours: 1, kind: "nap" }],
    });
  });

  it("names the field of the form that is meant", () => {
    expect(stepFault({ type: "rest", hours: 2 })).toBe("steps.0.hours");
    expect(stepFault({ type: "rest" })).toBe("steps.0.hours");
    expect(stepFault({ type: "add", hours: 1, kind: "nap" })).toBe("steps.0.kind");
    expect(stepFault({ type: "fly", hours: 1 })).toBe("steps.0.type");
    expect(stepFault(7)).toBe("steps.0");
  });

  it("says what it needs where no form is meant", () => {
    const evidence = { id: "e", skillId: "ts", t: 0, kind: "test", sourceId: "quiz" };
    const valueFault = (value: unknown) => refusal(() => parse(Evidence, { ...evidence, value }));
    expect(valueFault({ level: 9 }).field).toBe("value.level");
    expect(valueFault({ k: 1, b: 0 }).field).toBe("value.n");
    expect(valueFault({ stars: 5 })).toMatchObject({
      field: "value",
      message: "value needs one of: { level }, { k, n, b }.",
    });
    expect(valueFault(null).field).toBe("value");
  });
});

describe("parseText", () => {
  const Query = Type.Object({ at: Type.Integer({ minimum: 0 }), name: Type.Optional(Type.String()) });

  it("reads numbers from text where numbers are wanted", () => {
    expect(parseText(Query, { at: "12", name: "7" })).toEqual({ at: 12, name: "7" });
  });

  it.each(["soon", "", " 12", "0x10", "1.5", "Infinity", "1e999"])(
    "names %j, which is no whole number",
    (at) => {
      expect(refusal(() => parseText(Query, { at })).field).toBe("at");
    },
  );

  it("reads true and false where the schema wants them", () => {
    const Flags = Type.Object({ all: Type.Optional(Type.Boolean()), full: Type.Boolean({ default: false }) });
    expect(parseText(Flags, { all: "true" })).toEqual({ all: true, full: false });
    expect(refusal(() => parseText(Flags, { all: "yes" })).field).toBe("all");
  });
});

/** Checks what comes from outside against a schema, once, and names the field at fault. */
import type { Type } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { fill, refused } from "./fill.ts";

type AnyValidator = Pick<Validator, "Check" | "Errors">;

const compiled = new WeakMap<object, AnyValidator>();

function validatorOf(schema: Type.TSchema): AnyValidator {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  return validator;
}

/**
 * The value with the schema's defaults filled in; the input is not changed. The time it takes is bounded by the
 * schema: give every list a `maxItems` and every record a `maxProperties`.
 * @throws ProtocolError `invalid_input` with the path of the first fault
 */
export function parse<Schema extends Type.TSchema>(schema: Schema, input: unknown): Type.Static<Schema> {
  return check(schema, input, []) as Type.Static<Schema>;
}

/** As `parse`, for the texts of a query, a path or headers: "12" is 12 where the schema wants a number. */
export function parseText<Schema extends Type.TSchema>(schema: Schema, input: unknown): Type.Static<Schema> {
  return parse(schema, withNumbers(schema, input));
}

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function withNumbers(schema: Type.TSchema, input: unknown): unknown {
  const { properties = {} }: { properties?: Record<string, { type?: string }> } = schema;
  const texts = { ...(input as Record<string, unknown>) };
  for (const [key, { type }] of Object.entries(properties)) {
    const text = texts[key];
    if (typeof text !== "string") continue;
    if ((type === "number" || type === "integer") && DECIMAL.test(text)) texts[key] = Number(text);
    if (type === "boolean" && (text === "true" || text === "false")) texts[key] = text === "true";
  }
  return texts;
}

function check(schema: Type.TSchema, input: unknown, path: readonly (string | number)[]): unknown {
  const validator = validatorOf(schema);
  if (validator.Check(input)) return input;
  const filled = fill(schema, input, path, check);
  if (validator.Check(filled)) return filled;
  const [first] = validator.Errors(filled);
  throw refused([...path, ...pathOf(first)], first?.message ?? "is not valid");
}

/** `/project/goals/g1` becomes `project.goals.g1`; a missing property is named itself. */
function pathOf(error: { instancePath: string; params: object } | undefined): string[] {
  if (error === undefined) return [];
  const path = error.instancePath.split("/").slice(1);
  const { params } = error;
  if ("requiredProperties" in params && Array.isArray(params.requiredProperties)) {
    path.push(String(params.requiredProperties[0]));
  }
  return path;
}

/** Checks what comes from outside against a schema, once, and names the field at fault. */
import type { Type } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Value } from "typebox/value";
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

/** As `parse`, for texts of a query or a path: "12" becomes 12 where the schema wants a number. */
export function parseText<Schema extends Type.TSchema>(schema: Schema, input: unknown): Type.Static<Schema> {
  return parse(schema, Value.Convert(schema, structuredClone(input)));
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

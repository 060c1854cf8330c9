/** Checks what comes from outside against a schema, once, and names the field at fault. */
import type { Type } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Value } from "typebox/value";
import { ProtocolError } from "./errors.ts";

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
 * The value with the schema's defaults filled in; the input is not changed.
 * @throws ProtocolError `invalid_input` with the path of the first fault
 */
export function parse<Schema extends Type.TSchema>(schema: Schema, input: unknown): Type.Static<Schema> {
  const validator = validatorOf(schema);
  if (validator.Check(input)) return input as Type.Static<Schema>;
  const filled = Value.Default(schema, structuredClone(input));
  if (validator.Check(filled)) return filled as Type.Static<Schema>;
  const [first] = validator.Errors(filled);
  const field = first === undefined ? undefined : fieldOf(first);
  throw new ProtocolError("invalid_input", `${field ?? "The input"} ${first?.message ?? "is not valid"}.`, {
    field,
  });
}

/** As `parse`, for texts of a query or a path: "12" becomes 12 where the schema wants a number. */
export function parseText<Schema extends Type.TSchema>(schema: Schema, input: unknown): Type.Static<Schema> {
  return parse(schema, Value.Convert(schema, structuredClone(input)));
}

/** `/project/goals/g1` becomes `project.goals.g1`; a missing property is named itself. */
function fieldOf(error: { instancePath: string; keyword: string; params: object }): string | undefined {
  const path = error.instancePath.split("/").slice(1);
  if ("requiredProperties" in error.params && Array.isArray(error.params.requiredProperties)) {
    path.push(String(error.params.requiredProperties[0]));
  }
  return path.length === 0 ? undefined : path.join(".");
}

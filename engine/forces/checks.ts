/** Checks that every intake shares. Refusals are ModelErrors that name the field. */
import { ModelError, requireBetween } from "../errors.ts";

/** 1 January 2100: a later event time is a broken clock, and time cannot go back. */
const MAX_TIME = 4_102_444_800_000;
const MAX_ID_LENGTH = 200;

export function takeTime(t: number, field: string): number {
  return requireBetween(t, 0, MAX_TIME, field);
}

export function takeId(value: unknown, field: string): string {
  if (value === "__proto__") throw new ModelError("invalid_value", field, "choose another id");
  if (typeof value === "string" && value.length > 0 && value.length <= MAX_ID_LENGTH) return value;
  throw new ModelError("invalid_value", field, `give a text of 1 to ${MAX_ID_LENGTH} characters`);
}

/** The value of a record by id. An id may be `constructor` or `toString`, which every object inherits. */
export function ownValue<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

export function takeObject<T extends object>(value: T, field: string): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new ModelError("invalid_value", field, "give an object");
}

export function takeFlag(value: boolean, field: string): boolean {
  if (typeof value === "boolean") return value;
  throw new ModelError("invalid_value", field, "give true or false");
}

export function takeList<T>(value: readonly T[], max: number, field: string): readonly T[] {
  if (Array.isArray(value) && value.length <= max) return value;
  throw new ModelError("invalid_value", field, `give a list of at most ${max}`);
}

export function takeChoice<T extends string>(value: T, choices: readonly T[], field: string): T {
  if (choices.includes(value)) return value;
  throw new ModelError("invalid_value", field, `give one of ${choices.join(", ")}`);
}

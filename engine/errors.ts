/** Every way the model refuses its input. A closed list: the protocols and the documentation name the same codes. */
export const MODEL_ERROR_CODES = [
  "not_a_number",
  "out_of_range",
  "duplicate_id",
  "too_many_domains",
  "unknown_skill",
  "unknown_edge",
  "unknown_evidence",
  "unknown_goal",
  "unknown_project",
  "unknown_constraint",
  "unknown_session",
  "unknown_claim",
  "skill_in_use",
  "deadline_passed",
  "invalid_value",
  "self_edge",
  "cyclic_prerequisites",
  "embodied_not_motor",
  "time_reversed",
  "not_positive_definite",
  "snapshot_mismatch",
] as const;

export type ModelErrorCode = (typeof MODEL_ERROR_CODES)[number];

/** Refused input. `field` is the path of the offending value, `hint` says what would be accepted. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly field: string;
  readonly hint: string;

  constructor(code: ModelErrorCode, field: string, hint: string) {
    super(`${code}: ${field}: ${hint}`);
    this.name = "ModelError";
    this.code = code;
    this.field = field;
    this.hint = hint;
  }
}

/** Returns `value` if it is a finite number; otherwise `not_a_number`. */
export function requireFinite(value: number, field: string): number {
  if (!Number.isFinite(value))
    throw new ModelError("not_a_number", field, `got ${value}; give a finite number`);
  return value;
}

/** Returns `value` if min ≤ value ≤ max; otherwise `not_a_number` or `out_of_range`. */
export function requireBetween(value: number, min: number, max: number, field: string): number {
  requireFinite(value, field);
  if (value < min || value > max) {
    throw new ModelError("out_of_range", field, `got ${value}; give a number in [${min}, ${max}]`);
  }
  return value;
}

/** Returns `value` if 0 < value ≤ max; otherwise `not_a_number` or `out_of_range`. */
export function requirePositive(value: number, max: number, field: string): number {
  requireFinite(value, field);
  if (value <= 0 || value > max) {
    throw new ModelError("out_of_range", field, `got ${value}; give a number in (0, ${max}]`);
  }
  return value;
}

/**
 * Fills the defaults of a schema in. On the way it refuses what the schema does not know or what is too large, so
 * that its work, and that of a full check afterwards, is bounded by the schema and not by what was sent.
 */
import type { Type } from "typebox";
import { ProtocolError } from "./errors.ts";

/** The JSON Schema keywords that matter here. */
interface Keywords {
  anyOf?: Type.TSchema[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Type.TSchema>;
  required?: string[];
  patternProperties?: Record<string, Type.TSchema>;
  additionalProperties?: unknown;
  maxProperties?: number;
  items?: Type.TSchema | Type.TSchema[];
  maxItems?: number;
}

type Fields = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];
/** Checks a value against one form of a union and throws naming the field. */
export type CheckForm = (schema: Type.TSchema, value: unknown, path: Path) => unknown;

/**
 * The value with defaults; parts that needed none are shared with the input, which is not changed.
 * @throws ProtocolError `invalid_input`
 */
export function fill(schema: Type.TSchema, value: unknown, path: Path, checkForm: CheckForm): unknown {
  const { anyOf, properties, patternProperties, items, maxItems, ...more }: Keywords = schema;
  if (anyOf !== undefined) return isFields(value) ? fillForm(anyOf, value, path, checkForm) : value;
  if (isFields(value)) {
    if (properties !== undefined) {
      if (more.additionalProperties === false) refuseUnknown(properties, value, path);
      return fillFields(Object.entries(properties), value, path, checkForm);
    }
    const [pattern, each] = Object.entries(patternProperties ?? {})[0] ?? [];
    if (pattern === undefined || each === undefined) return value;
    const keys = Object.keys(value);
    refuseMoreThan(more.maxProperties, keys.length, path);
    if (more.additionalProperties === false) refuseOthers(new RegExp(pattern), keys, path);
    return fillFields(
      keys.map((key) => [key, each]),
      value,
      path,
      checkForm,
    );
  }
  if (!Array.isArray(value) || items === undefined) return value;
  const list: readonly unknown[] = value;
  refuseMoreThan(Array.isArray(items) ? items.length : maxItems, list.length, path);
  if (Array.isArray(items)) return list;
  const filled = list.map((item, i) => fill(items, item, [...path, i], checkForm));
  return filled.some((item, i) => item !== list[i]) ? filled : list;
}

function fillFields(
  schemas: readonly (readonly [string, Type.TSchema])[],
  value: Fields,
  path: Path,
  checkForm: CheckForm,
): Fields {
  const changes: [string, unknown][] = [];
  for (const [key, schema] of schemas) {
    const field = Object.hasOwn(value, key) ? value[key] : undefined;
    const filled =
      field === undefined
        ? structuredClone((schema as Keywords).default)
        : fill(schema, field, [...path, key], checkForm);
    if (filled !== field) changes.push([key, filled]);
  }
  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}

/** Of the forms a union offers, the one that the value means to have. */
function fillForm(forms: readonly Type.TSchema[], value: Fields, path: Path, checkForm: CheckForm): unknown {
  const objects = forms.filter((form) => (form as Keywords).properties !== undefined);
  if (objects.length === 0) return value;
  const [meant, ...others] = objects.filter((form) => isMeant(form, value));
  if (meant !== undefined && others.length === 0) return checkForm(meant, value, path);
  const tag = Object.entries((objects[0] as Keywords).properties ?? {}).find(
    ([, schema]) => (schema as Keywords).const !== undefined,
  );
  if (tag !== undefined) throw refused([...path, tag[0]], "is none of the known ones");
  const described = objects.map((form) => ((form as Keywords).required ?? []).join(", "));
  throw refused(path, `needs one of: ${described.map((keys) => `{ ${keys} }`).join(", ")}`);
}

/** Constants decide where there are any; otherwise a field that only this form may have. */
function isMeant(form: Type.TSchema, value: Fields): boolean {
  const properties = Object.entries((form as Keywords).properties ?? {});
  const constants = properties.filter(([, schema]) => (schema as Keywords).const !== undefined);
  if (constants.length > 0) {
    return constants.every(([key, schema]) => value[key] === (schema as Keywords).const);
  }
  return properties.some(([key]) => Object.hasOwn(value, key));
}

function refuseUnknown(known: Readonly<Record<string, unknown>>, value: Fields, path: Path): void {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(known, key)) throw refused([...path, key.slice(0, 100)], "is not known here");
  }
}

function refuseOthers(pattern: RegExp, keys: readonly string[], path: Path): void {
  for (const key of keys) {
    if (!pattern.test(key)) throw refused([...path, key.slice(0, 100)], `is not named by ${pattern.source}`);
  }
}

function refuseMoreThan(most: number | undefined, count: number, path: Path): void {
  if (most !== undefined && count > most) throw refused(path, `has ${count} entries; at most ${most}`);
}

export function refused(path: Path, what: string): ProtocolError {
  const field = path.length === 0 ? undefined : path.join(".");
  return new ProtocolError("invalid_input", `${field ?? "The input"} ${what}.`, { field });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

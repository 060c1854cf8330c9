/** Values of a JSON Schema, and what becomes of them when somebody meddles. */
import fc from "fast-check";
import type { Type } from "typebox";

interface Keywords {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Type.TSchema[];
  properties?: Record<string, Type.TSchema>;
  required?: string[];
  patternProperties?: Record<string, Type.TSchema>;
  items?: Type.TSchema | Type.TSchema[];
  prefixItems?: Type.TSchema[];
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
}

export interface Knowledge {
  /** Ids worth naming. */
  ids: readonly string[];
  /** Times worth naming, ms. */
  times: readonly number[];
  /** Most of a number by the name of its field, where the schema's own maximum takes long. */
  most: Readonly<Record<string, number>>;
}

const MAX_LIST = 4;

export function anyOf(schema: Type.TSchema, known: Knowledge, name = ""): fc.Arbitrary<unknown> {
  const keywords: Keywords = schema;
  if (keywords.const !== undefined) return fc.constant(keywords.const);
  if (keywords.enum !== undefined) return fc.constantFrom(...keywords.enum);
  if (keywords.anyOf !== undefined) return fc.oneof(...keywords.anyOf.map((one) => anyOf(one, known, name)));
  const types = keywords.type === undefined ? ["unknown"] : [keywords.type].flat();
  return fc.oneof(...types.map((type) => anyOfType(type, keywords, known, name)));
}

function anyOfType(type: string, keywords: Keywords, known: Knowledge, name: string): fc.Arbitrary<unknown> {
  switch (type) {
    case "object":
      return anyObject(keywords, known);
    case "array":
      return anyList(keywords, known);
    case "number":
    case "integer":
      return anyNumber(type, keywords, known, name);
    case "string":
      return anyText(keywords, known);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function anyObject({ properties, required = [], patternProperties }: Keywords, known: Knowledge) {
  const [each] = Object.values(patternProperties ?? {});
  if (each !== undefined) {
    return fc.dictionary(fc.constantFrom(...known.ids), anyOf(each, known), { maxKeys: MAX_LIST });
  }
  const fields = Object.entries(properties ?? {}).map(([key, field]) => {
    const value = anyOf(field, known, key);
    return [key, required.includes(key) ? value : fc.option(value, { nil: undefined })] as const;
  });
  return fc
    .record(Object.fromEntries(fields))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
}

function anyList({ items, prefixItems, minItems = 0, maxItems = MAX_LIST }: Keywords, known: Knowledge) {
  const tuple = prefixItems ?? (Array.isArray(items) ? items : undefined);
  if (tuple !== undefined) return fc.tuple(...tuple.map((item) => anyOf(item, known)));
  if (items === undefined || Array.isArray(items)) return fc.constant([]);
  const maxLength = Math.max(minItems, Math.min(maxItems, MAX_LIST));
  return fc.array(anyOf(items, known), { minLength: minItems, maxLength });
}

function anyNumber(
  type: string,
  { minimum, exclusiveMinimum, maximum }: Keywords,
  known: Knowledge,
  name: string,
) {
  const least = minimum ?? (exclusiveMinimum === undefined ? -1e6 : exclusiveMinimum + 1e-9);
  const most = Math.min(maximum ?? 1e6, known.most[name] ?? Infinity);
  const times = known.times.filter((time) => time >= least && time <= most);
  const edges = [least, most, 0, 1].filter((edge) => edge >= least && edge <= most);
  const [from, to] = [Math.ceil(least), Math.floor(Math.min(most, 2 ** 31))];
  const double = fc.double({ min: least, max: most, noNaN: true });
  // A share between 0.01 and 0.99 is never whole.
  const whole = from > to ? double : fc.integer({ min: from, max: to });
  const any = type === "integer" ? whole : fc.oneof(whole, double);
  const special = most > 1e12 && times.length > 0 ? [...times, ...edges] : edges;
  return fc.oneof(any, fc.constantFrom(...special));
}

function anyText(
  { pattern, minLength = 0, maxLength = 40 }: Keywords,
  known: Knowledge,
): fc.Arbitrary<string> {
  const short = fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: "grapheme" });
  if (pattern === undefined) return short;
  const fitting = known.ids.filter((id) => new RegExp(pattern).test(id));
  const made = fc.stringMatching(new RegExp(pattern), { maxLength: 64 });
  return fitting.length === 0 ? made : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting) }, made);
}

/** What does not belong anywhere. */
const ODD: readonly unknown[] = [
  null,
  true,
  "",
  "NaN",
  "-1",
  "\u0000",
  "\ud800",
  "x".repeat(5_000),
  "__proto__",
  "constructor",
  -1,
  -0,
  0,
  0.5,
  5e-324,
  1e308,
  2 ** 53 + 2,
  4_102_444_800_001,
  [],
  {},
  [[]],
  { constructor: { prototype: 1 } },
  Array.from({ length: 20_000 }, (_, i) => i),
  Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i])),
  nested(500),
];

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** The value with up to three parts replaced, left out, doubled or added. */
export function meddled(value: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom("replace", "leave_out", "add", "double"),
    odd: fc.constantFrom(...ODD),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((changed, { at, how, odd }) => {
      const places = placesOf(changed);
      return changeAt(changed, places[at % places.length]!, how, odd);
    }, value),
  );
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, path: Place = []): Place[] {
  if (typeof value !== "object" || value === null || path.length > 6) return [path];
  const inner = Object.entries(value).slice(0, 20);
  return [path, ...inner.flatMap(([key, field]) => placesOf(field, [...path, key]))];
}

function changeAt(value: unknown, [key, ...rest]: Place, how: string, odd: unknown): unknown {
  if (key === undefined) return how === "add" && typeof value === "object" ? { ...value, more: odd } : odd;
  if (Array.isArray(value)) {
    const at = Number(key);
    if (rest.length === 0 && how === "leave_out") return value.toSpliced(at, 1);
    if (rest.length === 0 && how === "double") return [...value, value[at]];
    return value.with(at, changeAt(value[at], rest, how, odd));
  }
  const { [key]: field, ...others } = value as Record<string, unknown>;
  if (rest.length === 0 && how === "leave_out") return others;
  return { ...others, [key]: changeAt(field, rest, how, odd) };
}

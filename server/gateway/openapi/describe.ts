/** The form of answers, read off samples of them: fields, types, and which of them may be missing or null. */
import type { Samples } from "./samples.ts";

interface Form {
  type?: string | string[];
  properties?: Record<string, Form>;
  required?: string[];
  items?: Form;
  description?: string;
  examples?: unknown[];
}

/** Of the answers to one question: the first is shown as the example. */
export function formOfAnswers(samples: ReturnType<Samples>): Form {
  const [example] = samples;
  return { ...formOf(samples), examples: [JSON.parse(JSON.stringify(example))] };
}

/** Of all the values together. */
function formOf(values: readonly unknown[]): Form {
  const types = [...new Set(values.map(typeOf))].sort();
  const objects = values.filter(isObject);
  const items = values.filter((value) => Array.isArray(value)).flat();
  return {
    ...(types.length === 0 ? {} : { type: types.length === 1 ? types[0]! : types }),
    ...(objects.length === 0 ? {} : fieldsOf(objects)),
    ...(items.length === 0 ? {} : { items: formOf(items) }),
  };
}

function fieldsOf(objects: readonly Record<string, unknown>[]): Form {
  const keys = new Set(objects.flatMap((object) => Object.keys(object)));
  const properties: Record<string, Form> = {};
  const required: string[] = [];
  for (const key of keys) {
    const values = objects.map((object) => object[key]).filter((value) => value !== undefined);
    if (values.length === objects.length) required.push(key);
    properties[key] = formOf(values);
  }
  return { properties, ...(required.length === 0 ? {} : { required }) };
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the documentation says of a route beyond its schema: the form of its answer, and of every error. */
import type { FastifySchema, RouteOptions } from "fastify";
import { ERRORS } from "@trajectory/protocols/errors.ts";
import { formOfAnswers } from "./describe.ts";

const ErrorAnswer = {
  description: "Refused: the codes and what to do about each stand in docs/errors.md",
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "hint"],
      properties: {
        code: { type: "string", enum: Object.keys(ERRORS) },
        message: { type: "string" },
        hint: { type: "string" },
        field: { type: "string", description: "Path of the input at fault" },
        reason: { type: "string", description: "Why the model refused" },
        retryAfterMs: { type: "number" },
      },
    },
  },
  examples: [
    {
      error: {
        code: "invalid_input",
        message: "size must be >= 0.01.",
        hint: ERRORS.invalid_input.hint,
        field: "size",
      },
    },
  ],
};

interface Described {
  schema: FastifySchema;
  url: string;
}

/** Called when the documentation is asked for: samples are computed only then. */
export function describeRoute({ schema, url, route }: Described & { route: RouteOptions }): Described {
  if (!url.startsWith("/api/")) return { schema, url };
  const { body, response } = schema;
  const samples = route.config?.samples?.();
  const described: FastifySchema = {
    ...schema,
    ...(body === undefined ? {} : { body: withOptionalDefaults(body) }),
    response: {
      ...(samples === undefined ? {} : { 200: { description: "Done", ...formOfAnswers(samples) } }),
      ...(response as object | undefined),
      "4XX": ErrorAnswer,
    },
  };
  return { schema: described, url };
}

/** What has a default may be left out of a body; the schema of what is checked requires it. */
function withOptionalDefaults(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withOptionalDefaults);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.entries(schema).map(([key, value]) => [
    key,
    key === "examples" ? value : withOptionalDefaults(value),
  ]);
  const copy = Object.fromEntries(inner) as {
    required?: string[];
    properties?: Record<string, { default?: unknown }>;
  };
  if (Array.isArray(copy.required)) {
    copy.required = copy.required.filter((key) => copy.properties?.[key]?.default === undefined);
  }
  return copy;
}

/** The engine that a command speaks to: the one that was started with the same data directory, or a given one. */
import { resolve } from "node:path";
import { readLocalAccess } from "../local-access.ts";
import { UsageError } from "./usage-error.ts";

export const TARGET_OPTIONS = {
  url: { type: "string" },
  token: { type: "string" },
  data: { type: "string", default: ".trajectory" },
} as const;

export interface Target {
  url: string;
  token: string;
}

/** @throws UsageError */
export async function target(values: { url?: string; token?: string; data: string }): Promise<Target> {
  if (values.url !== undefined && values.token !== undefined) return { url: values.url, token: values.token };
  const local = await readLocalAccess(resolve(values.data));
  if (local === undefined) {
    throw new UsageError(
      `No engine was started with --data ${values.data}: run npm start first, or give --url and --token.`,
    );
  }
  return { url: values.url ?? local.url, token: values.token ?? local.token };
}

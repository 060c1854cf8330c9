/** Where a recorded log lands with the machines and the model of now, as plain numbers and words that can be compared. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { MACHINE_VERSION } from "@trajectory/actors/runtime/machine-version.ts";
import { upcast } from "@trajectory/actors/runtime/upcast.ts";
import { UserState } from "@trajectory/actors/runtime/user-state.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";

export interface RecordedLog {
  /** What was done while it was recorded. */
  about: string;
  /** Version of the product, and when, ISO 8601. */
  version: string;
  recordedAt: string;
  events: EventRecord[];
}

export interface Landing {
  modelVersion: string;
  machineVersion: number;
  seq: number;
  stateHash: string;
  /** By path, such as `physics.eta.value`: every leaf of the physics, the beliefs and the actors. */
  leaves: Record<string, unknown>;
}

/** A landing as it is checked in beside its log. */
export interface ExpectedLanding extends Landing {
  /** Why it is right to land here. */
  reason: string;
}

export const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const SUFFIX = ".json.gz";

export async function recordedLogs(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
}

export async function readLog(name: string): Promise<RecordedLog> {
  const bytes = await promisify(gunzip)(await readFile(`${FOLDER}${name}${SUFFIX}`));
  return JSON.parse(bytes.toString("utf8")) as RecordedLog;
}

export async function readExpected(name: string): Promise<ExpectedLanding> {
  return JSON.parse(await readFile(`${FOLDER}${name}.expected.json`, "utf8")) as ExpectedLanding;
}

/**
 * `cast` brings what older machines wrote into today's form, as activation does.
 * @throws Error that names the event which cannot be applied any more
 */
export function land(
  events: readonly EventRecord[],
  cast: (event: EventRecord) => EventRecord = upcast,
): Landing {
  const user = new UserState(events[0]?.userId ?? "nobody");
  for (const event of events) {
    try {
      user.replay(cast(event));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Event ${event.seq} (${event.actor}.${event.type}) cannot be replayed: ${why}`, {
        cause: error,
      });
    }
  }
  const { skills } = user.actors.context("skills");
  const beliefs = Object.keys(skills).map((id) => [
    id,
    { theta: user.model.belief.theta(id), variance: user.model.belief.variance(id) },
  ]);
  const state = {
    physics: user.model.snapshot(),
    beliefs: Object.fromEntries(beliefs) as object,
    actors: user.actors.toJSON(),
  };
  return {
    modelVersion: MODEL_VERSION,
    machineVersion: MACHINE_VERSION,
    seq: user.seq,
    stateHash: user.stateHash(),
    // Through JSON, as the expectation has been.
    leaves: leavesOf(JSON.parse(JSON.stringify(state))),
  };
}

function leavesOf(value: unknown, path = "", leaves: Record<string, unknown> = {}): Record<string, unknown> {
  const isBranch = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isBranch) {
    leaves[path] = value;
    return leaves;
  }
  for (const [key, child] of Object.entries(value))
    leavesOf(child, path === "" ? key : `${path}.${key}`, leaves);
  return leaves;
}

const SHOWN = 40;

/** What differs, a line each, the physics first; empty when both are the same. */
export function differences(expected: Landing, actual: Landing): string[] {
  const paths = new Set([...Object.keys(expected.leaves), ...Object.keys(actual.leaves)]);
  const lines = [...paths].flatMap((path) => {
    const [before, after] = [expected.leaves[path], actual.leaves[path]];
    return sameLeaf(before, after) ? [] : [`${path}: ${difference(before, after)}`];
  });
  const shown = lines.slice(0, SHOWN);
  if (lines.length > SHOWN) shown.push(`… and ${lines.length - SHOWN} more`);
  for (const key of ["seq", "modelVersion", "machineVersion"] as const) {
    if (expected[key] !== actual[key]) shown.unshift(`${key}: ${difference(expected[key], actual[key])}`);
  }
  if (shown.length === 0 && expected.stateHash !== actual.stateHash) {
    shown.push(
      `stateHash: ${expected.stateHash} → ${actual.stateHash}, though no number above it differs: ` +
        "the hash is made otherwise, or something differs that nobody sees yet",
    );
  }
  return shown;
}

/** Empty lists and objects have no leaves of their own. */
function sameLeaf(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function difference(before: unknown, after: unknown): string {
  const words = `${text(before)} → ${text(after)}`;
  if (typeof before !== "number" || typeof after !== "number" || before === 0) return words;
  const percent = (100 * (after - before)) / Math.abs(before);
  return `${words} (${percent > 0 ? "+" : ""}${percent.toPrecision(3)} %)`;
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetKept, keep, readKept, type Kept } from "./kept.ts";

const shelf = new Map<string, string>();

beforeEach(() => {
  shelf.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => shelf.set(key, value),
    removeItem: (key: string) => shelf.delete(key),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const event = {
  userId: "u",
  seq: 1,
  actor: "life",
  type: "day_ticked",
  at: 1,
  commandId: "c",
  machineVersion: 1,
  payload: {},
} as const;
const kept: Kept = {
  version: 2,
  user: { id: "u", name: "Ada", email: "a@example.org", role: "owner" },
  seq: 9,
  stateSeq: 9,
  state: { t: 5 } as Kept["state"],
  events: Array.from({ length: 80 }, () => event),
  portfolio: {
    seq: 9,
    goals: [],
    projects: [],
    constraints: [],
    reminders: [],
    capacity: 40,
    constants: {},
    skills: [],
    edges: [],
    evidence: [],
  },
};

describe("kept", () => {
  it("comes back with the newest events only, and is gone after signing out", () => {
    expect(readKept()).toBeUndefined();
    keep(kept);
    expect(readKept()).toEqual({ ...kept, events: kept.events.slice(0, 50) });
    forgetKept();
    expect(readKept()).toBeUndefined();
  });

  it("is left alone when it was written by another version, or is no longer readable", () => {
    shelf.set("trajectory.kept", JSON.stringify({ ...kept, version: 1 }));
    expect(readKept()).toBeUndefined();
    shelf.set("trajectory.kept", "{");
    expect(readKept()).toBeUndefined();
  });

  it("costs nothing where storage is full or blocked", () => {
    vi.stubGlobal("localStorage", undefined);
    keep(kept);
    forgetKept();
    expect(readKept()).toBeUndefined();
  });
});

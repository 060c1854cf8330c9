/** Computes a session's windows again from its stored blocks, and holds them against the stored windows. */
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import { fingerprint } from "@trajectory/ingest/windows/fingerprint.ts";
import { rebuildWindows } from "@trajectory/ingest/windows/rebuild.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  type Ledger,
  WINDOW_KIND_NUMBER,
  type Window,
  type WindowKindName,
} from "@trajectory/protocols/messages.ts";
import { inTurns } from "../compute/in-turns.ts";

export interface WindowDifference {
  kind: string;
  /** ms since the Unix epoch, by the sensor's clock. */
  t0: number;
  t1: number;
  problem: "differs" | "only stored" | "only computed";
  /** Features that differ: stored and computed value. */
  features: { name: string; stored: number | null; computed: number | null }[];
}

export interface ReplayedSession {
  sessionId: string;
  userId: string;
  ended: boolean;
  ledger: Ledger[];
  /** Per kind: how many windows, and one hash over all of them. */
  windows: { kind: string; stored: number; computed: number; storedHash: string; computedHash: string }[];
  /** Kinds that are made of the blocks whenever they are asked for: there is nothing stored to compare them with. */
  notStored: string[];
  differences: WindowDifference[];
  equal: boolean;
  /** Samples up to this time, ms by the sensor's clock, were let go of: windows of then are not compared. */
  letGoUntil: number | null;
  tookMs: number;
}

const STORED_KINDS = ["motion", "heart"] as const satisfies readonly WindowKindName[];
const NOT_STORED = ["screen"] as const satisfies readonly WindowKindName[];
const SHOWN = 100;
/** Windows look so far back at most, µs: 64 s, and the beats before that place their first one. */
const REACH_US = 300_000_000;

export type ReplaySession = (sessionId: string) => Promise<ReplayedSession>;

/** @param letGoUntil µs; undefined where all samples of a session are there */
export function createSessionReplay(
  store: Pick<SignalStore, "session" | "readBlocks" | "readWindows" | "ledger">,
  letGoUntil: (sessionId: string) => Promise<number | undefined> = async () => undefined,
): ReplaySession {
  return async (sessionId) => {
    const began = performance.now();
    const session = await store.session(sessionId);
    if (session === undefined) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
    const { userId, streams, endedUs } = session;
    const ended = endedUs !== undefined;
    const goneUs = await letGoUntil(sessionId);
    const fromUs = goneUs === undefined ? Number.NEGATIVE_INFINITY : goneUs + REACH_US;
    const known = (await store.readWindows(sessionId, 0)).filter(
      ({ kind, t0Us }) => t0Us >= fromUs && kind !== WINDOW_KIND_NUMBER.screen,
    );
    const stored = byPlace(known);
    const computed = new Map<string, Window>();
    const windows = await rebuildWindows({
      store: { readWindows: async () => [], readBlocks: (...of) => inTurns(store.readBlocks(...of)) },
      sessionId,
      streams,
      fromUs: Number.NEGATIVE_INFINITY,
      forScreen: () => false,
      onWindow(window) {
        if (window.t0Us >= fromUs) computed.set(placeOf(window), window);
      },
    });
    if (ended) windows.flush();
    // A live session's last windows may be on their way to the store, or closed here later than there.
    const both = (place: string): boolean => ended || (stored.has(place) && computed.has(place));
    const differences = [...new Set([...stored.keys(), ...computed.keys()])]
      .filter(both)
      .flatMap((place) => differenceOf(stored.get(place), computed.get(place)));
    return {
      sessionId,
      userId,
      ended,
      ledger: await store.ledger(sessionId),
      windows: STORED_KINDS.map((kind) => summaryOf(kind, stored, computed)),
      notStored: [...NOT_STORED],
      differences: differences.slice(0, SHOWN),
      equal: differences.length === 0,
      letGoUntil: goneUs === undefined ? null : goneUs / 1_000,
      tookMs: performance.now() - began,
    };
  };
}

function placeOf({ kind, t0Us }: Window): string {
  return `${kind}/${t0Us}`;
}

function byPlace(windows: readonly Window[]): Map<string, Window> {
  return new Map(windows.map((window) => [placeOf(window), window]));
}

function nameOf(kind: number): string {
  const found = Object.entries(WINDOW_KIND_NUMBER).find(([, number]) => number === kind);
  return found?.[0] ?? String(kind);
}

function differenceOf(stored: Window | undefined, computed: Window | undefined): WindowDifference[] {
  const window = stored ?? computed;
  if (window === undefined || hashOf(stored) === hashOf(computed)) return [];
  const names = new Set([stored, computed].flatMap((each) => each?.features.map(({ name }) => name) ?? []));
  const value = (of: Window | undefined, name: string): number | null => {
    const found = of?.features.find((feature) => feature.name === name)?.value ?? NaN;
    return Number.isFinite(found) ? found : null;
  };
  return [
    {
      kind: nameOf(window.kind),
      t0: window.t0Us / 1_000,
      t1: window.t1Us / 1_000,
      problem: stored === undefined ? "only computed" : computed === undefined ? "only stored" : "differs",
      features: [...names]
        .map((name) => ({ name, stored: value(stored, name), computed: value(computed, name) }))
        .filter(({ stored, computed }) => stored !== computed),
    },
  ];
}

/** A window without features says that its samples are gone, and counts like none. */
function hashOf(window: Window | undefined): number {
  return fingerprint(window?.features ?? []);
}

function summaryOf(
  kind: string,
  stored: ReadonlyMap<string, Window>,
  computed: ReadonlyMap<string, Window>,
): ReplayedSession["windows"][number] {
  const of = (windows: ReadonlyMap<string, Window>): Window[] =>
    [...windows.values()]
      .filter((window) => nameOf(window.kind) === kind && window.features.length > 0)
      .sort((a, b) => a.t0Us - b.t0Us);
  const [before, after] = [of(stored), of(computed)];
  return {
    kind,
    stored: before.length,
    computed: after.length,
    storedHash: overallHash(before),
    computedHash: overallHash(after),
  };
}

/** 53 bits over the places and fingerprints, as hexadecimal digits. */
function overallHash(windows: readonly Window[]): string {
  const parts = windows.map((window) => ({
    name: placeOf(window),
    method: "",
    value: fingerprint(window.features),
    quality: 0,
    coverage: 0,
    artefactShare: 0,
  }));
  return fingerprint(parts).toString(16).padStart(14, "0");
}

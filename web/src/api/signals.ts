/** Past signals, as the server reads them. Times are ms; those of a session by its sensor's clock. */
import type { Feature } from "@trajectory/protocols/messages.ts";
import { call } from "./http.ts";

export interface PastStream {
  id: number;
  kind: number;
  channels: string[];
  nominalHz: number;
  ledger: { captured: number; stored: number; dropped: number; outstanding: number };
}

export interface PastSession {
  sessionId: string;
  device: string;
  startedAt: number;
  endedAt: number | null;
  /** First and last sample, on the server's clock. */
  from: number | null;
  to: number | null;
  clock: { offsetMs: number | null; errorMs: number | null; skewPpm: number | null };
  streams: readonly PastStream[];
}

export interface PastBlock {
  stream: number;
  firstSeq: number;
  t0Us: number;
  dtUs: readonly number[];
  samples: readonly number[];
}

export interface PastWindow {
  sessionId: string;
  kind: "screen" | "motion" | "heart" | "unknown";
  t0: number;
  t1: number;
  clockErrorMs: number | null;
  features: readonly (Omit<Feature, "value"> & { value: number | null })[];
}

export interface Overview {
  /** Stamps of the first and the last sample; null where there are none. */
  first: number | null;
  last: number | null;
  from: number;
  step: number;
  count: number;
  streams: readonly {
    stream: number;
    bins: readonly number[];
    missing: readonly number[];
    min: readonly (readonly number[])[];
    max: readonly (readonly number[])[];
  }[];
  features: readonly {
    name: string;
    bins: readonly number[];
    mean: readonly number[];
    quality: readonly number[];
  }[];
}

export interface Word {
  seq: number;
  at: number;
  type: "session_tagged" | "session_rated" | "claim_made" | "claim_confirmed";
  projectId?: string;
  rating?: number;
  claimId?: string;
  text?: string;
  verdict?: "consistent" | "differs" | "no_verdict";
}

/** A session of a person. */
export interface Place {
  userId: string;
  sessionId: string;
}

export interface Span {
  from: number;
  to: number;
}

const at = encodeURIComponent;

function ofUser(userId: string): string {
  return `/api/signals/${at(userId)}`;
}

function ofSession({ userId, sessionId }: Place): string {
  return `${ofUser(userId)}/sessions/${at(sessionId)}`;
}

/** Newest first, of before a time. */
export async function getPastSessions(userId: string, before?: number): Promise<readonly PastSession[]> {
  const query = new URLSearchParams({ limit: "50" });
  if (before !== undefined) query.set("before", String(before));
  const answer = await call<{ sessions: PastSession[] }>(
    "GET",
    `${ofUser(userId)}/sessions?${query.toString()}`,
  );
  return answer.sessions;
}

export function getPastSession(place: Place): Promise<PastSession> {
  return call("GET", ofSession(place));
}

/** Those that begin in [from, to), all pages. */
export async function getBlocks(place: Place, span: Span, signal: AbortSignal): Promise<PastBlock[]> {
  const blocks: PastBlock[] = [];
  for (let from: number | null = span.from; from !== null && from < span.to;) {
    const path = `${ofSession(place)}/blocks?from=${Math.max(0, Math.floor(from))}&to=${Math.ceil(span.to)}`;
    const page: { blocks: PastBlock[]; next: number | null } = await call("GET", path, undefined, signal);
    blocks.push(...page.blocks);
    from = page.next;
  }
  return blocks;
}

/** Those that begin in [from, to). */
export async function getWindows(
  { userId, sessionId }: Place,
  span: Span,
  signal: AbortSignal,
): Promise<readonly PastWindow[]> {
  const query = `from=${Math.max(0, Math.floor(span.from))}&to=${Math.ceil(span.to)}&sessionId=${sessionId}&limit=2000`;
  const path = `${ofUser(userId)}/windows?${query}`;
  return (await call<{ windows: PastWindow[] }>("GET", path, undefined, signal)).windows;
}

export interface Summed {
  mean: number;
  min: number;
  max: number;
}

export interface Day extends Span {
  features: readonly (Summed & { feature: string })[];
  channels: readonly (Summed & { channel: string; unit: string })[];
}

/** Days of the person's time zone in which something was measured. */
export async function getDays(userId: string, { from, to }: Span): Promise<readonly Day[]> {
  const path = `${ofUser(userId)}/summary?by=day&from=${from}&to=${to}`;
  return (await call<{ periods: Day[] }>("GET", path)).periods;
}

export function getOverview(
  place: Place,
  span: Span | undefined,
  points: number,
  signal?: AbortSignal,
): Promise<Overview> {
  const part = span === undefined ? "" : `&from=${Math.floor(span.from)}&to=${Math.ceil(span.to)}`;
  return call("GET", `${ofSession(place)}/overview?points=${points}${part}`, undefined, signal);
}

export async function getWords(place: Place): Promise<readonly Word[]> {
  return (await call<{ words: Word[] }>("GET", `${ofSession(place)}/words`)).words;
}

export interface Marker {
  sessionId: string;
  id: string;
  /** By the sensor's clock, whole ms. */
  t: number;
  /** On the server's clock. */
  at: number;
  name: string;
  note: string;
}

export interface MarkersAsked {
  sessionId?: string;
  from?: number;
  to?: number;
}

export async function getMarkers(userId: string, asked: MarkersAsked): Promise<readonly Marker[]> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
  const path = `${ofUser(userId)}/markers?${query.toString()}`;
  return (await call<{ markers: Marker[] }>("GET", path)).markers;
}

/** Set or replaced, by its id. */
export function putMarker(
  userId: string,
  { sessionId, id, t, name, note }: Omit<Marker, "at">,
): Promise<Marker> {
  return call("PUT", `${ofSession({ userId, sessionId })}/markers/${at(id)}`, { t, name, note });
}

export function deleteMarker(userId: string, { sessionId, id }: Marker): Promise<unknown> {
  return call("DELETE", `${ofSession({ userId, sessionId })}/markers/${at(id)}`);
}

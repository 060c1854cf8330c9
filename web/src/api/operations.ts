/** What an operator asks of the server. */
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { call } from "./http.ts";

export interface ServerHealth {
  status: "up" | "degraded";
  version: string;
  parts: readonly HealthPart[];
}

export interface HealthPart {
  name: string;
  description: string;
  state: "up" | "degraded" | "down";
  numbers?: Readonly<Record<string, number>>;
}

export interface OperatedUser {
  userId: string;
  name: string;
  email: string;
  role: string;
  events: number;
  /** ms */
  lastEventAt?: number;
  status: string;
  waiting: number;
  partition: number;
  node: string;
  failure?: string;
}

export interface ChartState {
  /** Path from the root, such as "live.measuring"; "" is the root. */
  path: string;
  type: "atomic" | "compound" | "parallel" | "final" | "history";
  initial?: string;
  transitions: readonly { event: string; targets: readonly string[]; guard?: string }[];
  states: readonly ChartState[];
}

export interface ActorChart {
  definition: ChartState;
  current: string;
  seq: number;
  transitions: readonly ActorTransition[];
  sinceSeq: number;
}

export interface ActorTransition {
  seq: number;
  /** ms */
  at: number;
  event: string;
  from: string;
  to: string;
  cause?: { seq: number; actor: ActorName; event: string };
  /** Sensor time, ms. */
  window?: { sessionId: string; kind: string; t0: number; t1: number };
}

export type Operation = "pause" | "resume" | "evict";

const at = encodeURIComponent;

export function getHealth(): Promise<ServerHealth> {
  return call("GET", "/health");
}

export function getUsers(): Promise<{ users: readonly OperatedUser[]; next?: string }> {
  return call("GET", "/api/operations/users?limit=100");
}

export function operateOn(userId: string, operation: Operation): Promise<unknown> {
  return call("POST", `/api/operations/users/${at(userId)}/${operation}`);
}

export function getChart(userId: string, actor: ActorName): Promise<ActorChart> {
  return call("GET", `/api/operations/users/${at(userId)}/actors/${actor}?limit=20`);
}

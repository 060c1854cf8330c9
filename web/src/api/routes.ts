/** The server's HTTP interface as this page uses it. */
import type {
  Constraint,
  Evidence,
  Goal,
  Project,
  Reminder,
  Skill,
  SkillEdge,
} from "@trajectory/protocols/events/entities.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { LifeStateJson } from "@trajectory/engine/life/life-state.ts";
import type { OwnConstants } from "@trajectory/engine/own-constants.ts";
import { call } from "./http.ts";

export interface User {
  id: string;
  name: string;
  email: string;
  role: string;
}

export interface Portfolio {
  /** The last event in it. */
  seq: number;
  goals: readonly Goal[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
  reminders: readonly Reminder[];
  /** h/wk */
  capacity: number;
  /** Constants of the model that the person changed, by path. */
  constants: OwnConstants;
  skills: readonly KnownSkill[];
  edges: readonly SkillEdge[];
  evidence: readonly Evidence[];
}

/** A skill with what the model believes of it; absent until the server has computed it. */
export interface KnownSkill extends Skill {
  /** Logit; `band` is θ ± 1 sd as levels in [0, 4]. */
  belief?: { theta: number; sd: number; band: readonly [number, number] };
}

export interface Recording {
  id: string;
  title: string;
  durationS: number;
  source: string;
  license: string;
  streams: readonly unknown[];
}

export interface Replay {
  replayId: string;
  sessionId: string;
  state: "playing" | "finished" | "cancelled" | "failed";
  /** 0 to 1 */
  progress: number;
  error?: ErrorBody;
}

export interface StoredSession {
  sessionId: string;
  /** ms */
  startedAt: number;
  endedAt?: number;
  device: string;
}

const at = encodeURIComponent;

export function getSetup(): Promise<{ needsOwner: boolean; version: string }> {
  return call("GET", "/api/setup");
}

export function createOwner(account: {
  name: string;
  email: string;
  password: string;
}): Promise<{ user: User }> {
  return call("POST", "/api/owner", account);
}

export function signIn(account: { email: string; password: string }): Promise<{ user: User }> {
  return call("POST", "/api/session", account);
}

export function signOut(): Promise<unknown> {
  return call("DELETE", "/api/session");
}

export function getMe(): Promise<{ user: User }> {
  return call("GET", "/api/me");
}

export function getPortfolio(): Promise<Portfolio> {
  return call("GET", "/api/portfolio");
}

/** The whole model, for LifeModel.fromJSON. */
export function getModel(): Promise<{ seq: number; model: LifeStateJson }> {
  return call("GET", "/api/model");
}

export function loadDemo(): Promise<unknown> {
  return call("POST", "/api/demo", {});
}

export function getRecordings(): Promise<readonly Recording[]> {
  return call("GET", "/api/recordings");
}

export function startReplay(recordingId: string, speed: number): Promise<Replay> {
  return call("POST", "/api/replays", { recordingId, speed });
}

export function getReplay(replayId: string): Promise<Replay> {
  return call("GET", `/api/replays/${at(replayId)}`);
}

export function stopReplay(replayId: string): Promise<unknown> {
  return call("DELETE", `/api/replays/${at(replayId)}`);
}

export function getSessions(): Promise<readonly StoredSession[]> {
  return call("GET", "/api/sessions");
}

/** Felt alignment of every project, and the sessions that may still teach it (docs/model.md 5.5). */
import type { ModelConstants } from "../constants.ts";
import {
  coherenceObservation,
  type FeltAlignment,
  feltMean,
  type FeltObservation,
  feltSd,
  observeFelt,
  priorFelt,
  ratingObservation,
  setFelt,
  unobserveFelt,
} from "../fusion/felt-alignment.ts";

/** Sessions remembered; the one begun first is forgotten first. */
const MAX_SESSIONS = 32;

interface SessionCoherence {
  sum: number;
  windows: number;
  ended: boolean;
  /** What the session taught, to be taken back when its tag changes. */
  taught: { projectId: string; observation: FeltObservation } | null;
}

export interface FeltBookJson {
  felt: [string, FeltAlignment][];
  sessions: [string, SessionCoherence][];
}

export class FeltBook {
  private readonly k: Readonly<ModelConstants>;
  private readonly felt = new Map<string, FeltAlignment>();
  private readonly sessions = new Map<string, SessionCoherence>();

  constructor(k: Readonly<ModelConstants>) {
    this.k = k;
  }

  mean(projectId: string): number {
    return feltMean(this.of(projectId));
  }

  sd(projectId: string): number {
    return feltSd(this.of(projectId));
  }

  private of(projectId: string): FeltAlignment {
    return this.felt.get(projectId) ?? priorFelt(this.k);
  }

  hasSession(sessionId: string): boolean {
    return this.sessions.has(sessionId);
  }

  /** The coherence after one window of a session. */
  recordCoherence(sessionId: string, coherence: number): void {
    let session = this.sessions.get(sessionId);
    if (session === undefined) {
      session = { sum: 0, windows: 0, ended: false, taught: null };
      this.sessions.set(sessionId, session);
      if (this.sessions.size > MAX_SESSIONS) this.sessions.delete(this.sessions.keys().next().value!);
    }
    if (session.ended) return;
    session.sum += coherence;
    session.windows++;
  }

  /** True when the felt alignment of a project changed. */
  endSession(sessionId: string, projectId: string | undefined): boolean {
    const session = this.sessions.get(sessionId);
    if (session === undefined || session.ended) return false;
    session.ended = true;
    return projectId !== undefined && this.teach(session, projectId);
  }

  tagSession(sessionId: string, projectId: string): boolean {
    const session = this.sessions.get(sessionId);
    return session !== undefined && session.ended && this.teach(session, projectId);
  }

  private teach(session: SessionCoherence, projectId: string): boolean {
    if (session.windows === 0 || session.taught?.projectId === projectId) return false;
    if (session.taught !== null && this.felt.has(session.taught.projectId)) {
      const { projectId: former, observation } = session.taught;
      this.felt.set(former, unobserveFelt(this.of(former), observation));
    }
    const observation = coherenceObservation(session.sum / session.windows, this.k);
    this.felt.set(projectId, observeFelt(this.of(projectId), observation));
    session.taught = { projectId, observation };
    return true;
  }

  rate(projectId: string, rating: number): void {
    this.felt.set(projectId, observeFelt(this.of(projectId), ratingObservation(rating, this.k)));
  }

  state(projectId: string, mean: number): void {
    this.felt.set(projectId, setFelt(this.of(projectId), mean));
  }

  forgetProject(projectId: string): void {
    this.felt.delete(projectId);
  }

  toJSON(): FeltBookJson {
    return {
      felt: [...this.felt],
      sessions: Array.from(this.sessions, ([id, session]) => [id, { ...session }]),
    };
  }

  static fromJSON(json: FeltBookJson, k: Readonly<ModelConstants>): FeltBook {
    const book = new FeltBook(k);
    for (const [id, felt] of json.felt) book.felt.set(id, { ...felt });
    for (const [id, session] of json.sessions) book.sessions.set(id, { ...session });
    return book;
  }
}

/** What documents need of their neighbours; main.ts hands it in. */
import type { QueryAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { Format } from "@trajectory/ingest/documents/document.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { DecisionCounts } from "@trajectory/actors/interview/calibration.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { Proposal } from "./proposal.ts";

export interface DocumentActors {
  /** The same id gives the same answer. @throws ProtocolError */
  command(userId: string, actor: ActorName, name: string, id: string, payload: unknown): Promise<unknown>;
  /** @throws ProtocolError */
  query<Answer extends QueryAnswer>(userId: string, actor: ActorName, name: string): Promise<Answer>;
}

export interface DocumentJobs {
  add(kind: string, userId: string, subject: string): Promise<Job>;
  cancel(userId: string, id: string): Promise<Job>;
  newest(userId: string, kind: string, subject: string): Promise<Job | undefined>;
}

export type SourceName = "upload" | "calendar" | "notion" | "github";

export interface NewDocument {
  id: string;
  source: SourceName;
  format: Format;
  name: string;
  /** Where it can be looked at. */
  address: string | null;
  hash: Uint8Array;
  content: Uint8Array;
}

export interface DocumentRow {
  id: string;
  source: SourceName;
  format: Format;
  name: string;
  address: string | null;
  bytes: number;
  /** As stored: what the job does is not in it. */
  state: "waiting" | "ready" | "refused";
  notices: string[];
  error: ErrorBody | null;
  addedAt: number;
  readAt: number | null;
  pages: number;
  open: number;
  accepted: number;
  rejected: number;
}

export type DecisionName = "accepted" | "edited" | "rejected";

export interface ProposalRow {
  proposal: Proposal;
  /** Who found it, such as offline. */
  reader: string;
  decision: DecisionName | null;
  decidedAt: number | null;
  changes: Change[];
}

/** What a decision did to the person's life. */
export interface Change {
  kind: "skill_set" | "evidence_added" | "project_set" | "constraint_set";
  id: string;
  name: string;
}

export interface DocumentStore {
  /** The document with this content that the person has already, or the new one. */
  add(userId: string, document: NewDocument): Promise<{ document: DocumentRow; isNew: boolean }>;
  list(userId: string): Promise<DocumentRow[]>;
  find(userId: string, id: string): Promise<DocumentRow | undefined>;
  count(userId: string): Promise<number>;
  /** Undefined once it was read. */
  content(userId: string, id: string): Promise<Uint8Array | undefined>;
  page(userId: string, id: string, page: number): Promise<string | undefined>;
  /** Pages, proposals and notices at once; what was decided on stays. False where the document is gone. */
  finish(
    userId: string,
    id: string,
    read: { pages: readonly string[]; notices: readonly string[]; proposals: readonly FoundProposal[] },
  ): Promise<boolean>;
  refuse(userId: string, id: string, error: ErrorBody): Promise<void>;
  /** So that it is read again. */
  reopen(userId: string, id: string): Promise<void>;
  proposals(userId: string, id: string): Promise<ProposalRow[]>;
  /** False when somebody has decided on it. */
  claim(userId: string, id: string, proposalId: string, decision: DecisionName): Promise<boolean>;
  /** Takes a decision back that could not be carried out. */
  unclaim(userId: string, id: string, proposalId: string): Promise<void>;
  recordChanges(userId: string, id: string, proposalId: string, changes: readonly Change[]): Promise<void>;
  /** By reader and kind, over all documents of the person. */
  decisions(userId: string): Promise<DecisionCounts>;
  delete(userId: string, id: string): Promise<boolean>;
}

export interface FoundProposal {
  reader: string;
  proposal: Proposal;
}

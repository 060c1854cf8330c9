/** Documents as the server keeps them. */
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Constraint, Evidence, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { ApiError, call } from "./http.ts";
import type { Decision } from "./interview.ts";

export const SOURCES = ["calendar", "github", "notion"] as const;
export type SourceName = (typeof SOURCES)[number];

export interface DocumentInfo {
  id: string;
  source: "upload" | SourceName;
  format: "pdf" | "text" | "markdown" | "json_resume" | "calendar" | "notion" | "github";
  name: string;
  address: string | null;
  bytes: number;
  state: "waiting" | "reading" | "ready" | "refused";
  job: Job | null;
  /** In the server's words. */
  notices: readonly string[];
  error: ErrorBody | null;
  addedAt: number;
  pages: number;
  open: number;
  accepted: number;
  rejected: number;
}

export interface DocumentProposal {
  id: string;
  kind: "evidence" | "project" | "constraint";
  page: number;
  quote: string;
  reader: "offline" | "model" | "rules";
  evidence?: Evidence;
  skillName?: string;
  skill?: Skill;
  project?: Project;
  constraint?: Constraint;
  decision: "accepted" | "edited" | "rejected" | null;
  changes: readonly {
    kind: "skill_set" | "evidence_added" | "project_set" | "constraint_set";
    id: string;
    name: string;
  }[];
}

export interface DocumentWhole extends DocumentInfo {
  proposals: readonly DocumentProposal[];
}

/** Larger files are not taken, bytes. */
export const LARGEST_DOCUMENT = 20 * 1024 * 1024;

/** Newest first. */
export async function getDocuments(): Promise<readonly DocumentInfo[]> {
  return (await call<{ documents: DocumentInfo[] }>("GET", "/api/documents")).documents;
}

export function getDocument(id: string): Promise<DocumentWhole> {
  return call("GET", `/api/documents/${id}`);
}

export function decideOn(id: string, proposalId: string, decision: Decision): Promise<DocumentWhole> {
  return call("POST", `/api/documents/${id}/proposals/${proposalId}`, decision);
}

export function readAgain(id: string): Promise<DocumentInfo> {
  return call("POST", `/api/documents/${id}/read`);
}

export function stopReading(jobId: string): Promise<Job> {
  return call("POST", `/api/jobs/${jobId}/cancel`);
}

export function deleteDocument(id: string): Promise<{ evidence: number; constraints: number }> {
  return call("DELETE", `/api/documents/${id}`);
}

export interface ImportOrder {
  source: SourceName;
  address?: string;
  account?: string;
  token?: string;
}

export function importDocuments(order: ImportOrder): Promise<{ documents: DocumentInfo[]; added: number }> {
  return call("POST", "/api/documents/import", order);
}

/** Whether this server may ask Google for a calendar. */
export async function isGoogleOffered(): Promise<boolean> {
  return (await call<{ offered: boolean }>("GET", "/api/documents/google")).offered;
}

/** Where the person lets Google show their calendar; the browser comes back to this room. */
export async function beginGoogle(): Promise<string> {
  return (await call<{ address: string }>("POST", "/api/documents/google")).address;
}

/** `fetch` does not say how far an upload is. @throws ApiError */
export function uploadDocument(file: File, onProgress: (share: number) => void): Promise<DocumentInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<DocumentInfo>();
  const request = new XMLHttpRequest();
  request.open("POST", `/api/documents?name=${encodeURIComponent(file.name.slice(0, 200) || "Document")}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) =>
    onProgress(total === 0 ? 1 : loaded / total),
  );
  request.addEventListener("load", () => {
    const { status } = request;
    const answer = request.response as (DocumentInfo & { error?: ErrorBody }) | null;
    if (status < 300 && answer !== null) resolve(answer);
    else if (answer?.error?.code === undefined)
      reject(new ApiError(status, { code: "bad_answer", message: "", hint: "" }));
    else reject(new ApiError(status, answer.error));
  });
  request.addEventListener("error", () =>
    reject(new ApiError(0, { code: "offline", message: "", hint: "" })),
  );
  request.send(file);
  return promise;
}

/** What a kind of job is, and what the queue needs of its neighbours; main.ts hands it in. */
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";

export interface RunningJob {
  id: string;
  userId: string;
  subject: string;
  /** Counts from 1. */
  attempt: number;
  /** Aborted when it is cancelled, when the server stops, or when another node has taken it over. */
  signal: AbortSignal;
  /** How far it is, 0 to 1, and with what; throws once it has been cancelled. */
  report: (share: number, step: string) => Promise<void>;
}

/**
 * What can be done on the queue. A job may run again after a crash or a failure: whatever `run` writes must be the same
 * the second time. A ProtocolError with a status below 500, `too_many_requests` aside, is final: it is not tried again.
 */
export interface JobKind {
  /** Of the queue, such as read_document. */
  name: string;
  run(job: RunningJob): Promise<void>;
  /** At a time in this process; 1 unless told. */
  atOnce?: number;
  /** Tries after the first; 3 unless told. */
  retries?: number;
  /** Longest time of one try, s; 900 unless told. */
  longestS?: number;
}

/** Work that begins by the clock on one of the nodes, such as adding a job for each person. */
export interface Schedule {
  name: string;
  /** Five fields, UTC. */
  cron: string;
  run(signal: AbortSignal): Promise<void>;
}

export interface Executor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface JobRow extends Job {
  userId: string;
}

export interface JobStore {
  executor: Executor;
  /** Adds the job and calls `send` in one transaction. */
  add(
    job: Pick<JobRow, "id" | "userId" | "kind" | "subject">,
    send: (db: Executor) => Promise<void>,
  ): Promise<JobRow>;
  /** Undefined when it is over, or its person is gone. */
  begin(id: string, attempt: number, nodeId: string): Promise<JobRow | undefined>;
  /** Undefined when this try no longer counts. */
  report(id: string, attempt: number, share: number, step: string): Promise<JobRow | undefined>;
  /** Back to waiting when it will be tried again. Undefined when it was over already, or in another try than `attempt`. */
  end(
    id: string,
    attempt: number | undefined,
    outcome: { state: "waiting" | "done" | "failed"; error?: ErrorBody | undefined },
  ): Promise<JobRow | undefined>;
  /** Undefined when it was over already, or is not of this person. */
  cancel(userId: string, id: string): Promise<JobRow | undefined>;
  find(userId: string, id: string): Promise<JobRow | undefined>;
  /** Newest first. */
  list(userId: string, limit: number): Promise<JobRow[]>;
  /** The newest job of a kind on the subject. */
  newest(userId: string, kind: string, subject: string): Promise<JobRow | undefined>;
  /** How many of this person wait or run. */
  underWay(userId: string): Promise<number>;
  /** Begun by a node and not over. */
  running(nodeId: string): Promise<JobRow[]>;
}

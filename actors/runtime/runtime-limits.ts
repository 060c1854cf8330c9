/** What bounds one node: memory, queues, and how often it writes and tells. */

export interface RuntimeLimits {
  /** Users in memory; the least recently used idle one is put to rest first. */
  activeUsers: number;
  /** Of them, those with live actors; of the others only the states are in memory. */
  awakeUsers: number;
  /** Commands and queries of one user that may wait; further ones are answered `busy`. */
  waitingPerUser: number;
  /** Of all users together. */
  waiting: number;
  /** Events between two snapshots of a user, at most. */
  snapshotEvery: number;
  /** Least distance of two published life states of one user, ms. */
  stateEveryMs: number;
}

export const RUNTIME_LIMITS: Readonly<RuntimeLimits> = {
  activeUsers: 10_000,
  awakeUsers: 1_000,
  waitingPerUser: 256,
  waiting: 20_000,
  snapshotEvery: 200,
  stateEveryMs: 250,
};

/** Every bound of the uplink, and what happens at it. */
export interface UplinkLimits {
  /** Blocks of a session that may be unacknowledged; more close the socket with credit_exceeded. */
  credit: number;
  /** Blocks of all sessions that wait for COMMIT before credit shrinks. */
  pendingBlocks: number;
  /** Sessions of one user with a socket; further ones are refused with too_many_requests. */
  sessionsPerUser: number;
  /** Sessions of the process with a socket; further ones are refused with busy. */
  sessions: number;
  /** Hello must come within this time, ms. */
  helloTimeoutMs: number;
  /** A session without socket keeps its windows in memory for this time, ms. */
  lingerMs: number;
  /** A stream that is silent for this time, or up to twice as long, has its open windows said, ms. */
  silenceMs: number;
  /**
   * Commands to session actors that may be under way at once: all windows of a kind end at the same time, and what they
   * have to say must not keep the samples waiting.
   */
  tellings: number;
  /** Of these, so many begin a second: 0.1 ms of the main thread each. */
  tellingsPerSecond: number;
  /** When the process stops, what was received may take so long to be stored and told, ms. */
  stopMs: number;
  /** Bytes that a device may leave unread before its socket is closed. */
  bufferedBytes: number;
}

export const UPLINK_LIMITS: UplinkLimits = {
  credit: 32,
  pendingBlocks: 40_000,
  sessionsPerUser: 8,
  sessions: 20_000,
  helloTimeoutMs: 10_000,
  lingerMs: 60_000,
  silenceMs: 4_000,
  tellings: 512,
  tellingsPerSecond: 4_000,
  stopMs: 5_000,
  bufferedBytes: 256 * 1024,
};

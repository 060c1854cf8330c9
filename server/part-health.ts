/** What a part of the process says of itself. */
export interface PartHealth {
  /** Such as "postgresql" or "nats". */
  name: string;
  /** What it is and which version, such as "PostgreSQL 18.4 (embedded)". */
  description: string;
  /** "degraded": it serves, and somebody should look. */
  state: "up" | "degraded" | "down";
  /** Numbers worth a look, such as sockets or users in memory. */
  numbers?: Record<string, number>;
}

/**
 * NATS subjects: trajectory.<partition>.<user>.<actor>.<event>, requests ….<actor>.do.<command>
 * and ….<actor>.get.<query>.
 * `nats sub 'trajectory.*.<user>.>'` follows one person.
 */
export const PARTITIONS = 64;

export const ACTORS = ["session", "skills", "interview", "life"] as const;
export type ActorName = (typeof ACTORS)[number];

/** FNV-1a (32 bit) over the user id, which is ASCII, modulo 64. The same on every node and client. */
export function partitionOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < userId.length; i++) {
    hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % PARTITIONS;
}

export function userSubject(userId: string): string {
  return `trajectory.${partitionOf(userId)}.${userId}`;
}

export function eventSubject(userId: string, actor: ActorName, event: string): string {
  return `${userSubject(userId)}.${actor}.${event}`;
}

export function commandSubject(userId: string, actor: ActorName, command: string): string {
  return `${userSubject(userId)}.${actor}.do.${command}`;
}

/** Where a job of the person stands, each time that changes; not in the log. */
export function jobSubject(userId: string): string {
  return `${userSubject(userId)}.job.job_progress`;
}

/** Asks an actor without changing it, such as `….life.get.state`. */
export function querySubject(userId: string, actor: ActorName, query: string): string {
  return `${userSubject(userId)}.${actor}.get.${query}`;
}

/** All commands, or all queries, to the users of one partition. */
export function partitionRequests(partition: number, verb: RequestVerb): string {
  return `trajectory.${partition}.*.*.${verb}.*`;
}

/** Everything that happens to one user. */
export function userFeed(userId: string): string {
  return `${userSubject(userId)}.>`;
}

/** Said by whoever begins to watch a person: what is only published for watchers comes from then on. */
export function watchSubject(userId: string): string {
  return `trajectory.watch.${userId}`;
}

export const EVERY_WATCH = "trajectory.watch.*";

/** Of a subject of `watchSubject`. */
export function watchedUser(subject: string): string {
  return subject.slice(EVERY_WATCH.length - 1);
}

/** Said when a person is deleted: every node lets go of what it holds of them. */
export function erasureSubject(userId: string): string {
  return `trajectory.erased.${userId}`;
}

export const EVERY_ERASURE = "trajectory.erased.*";

/** Of a subject of `erasureSubject`. */
export function erasedUser(subject: string): string {
  return subject.slice(EVERY_ERASURE.length - 1);
}

/** Said when a key is revoked: whoever holds a socket that was opened with it closes it. */
export function revocationSubject(keyId: string): string {
  return `trajectory.revoked.${keyId}`;
}

export const EVERY_REVOCATION = "trajectory.revoked.*";

/** Of a subject of `revocationSubject`. */
export function revokedKey(subject: string): string {
  return subject.slice(EVERY_REVOCATION.length - 1);
}

/** Said when a push waits that nobody who sends has made: whoever sends looks. */
export const PUSH_DUE = "trajectory.push.due";

export type RequestVerb = "do" | "get";

export interface RequestSubject {
  userId: string;
  actor: ActorName;
  verb: RequestVerb;
  /** Name of the command or of the query. */
  name: string;
}

export function parseRequestSubject(subject: string): RequestSubject | undefined {
  const [root, , userId, actor, verb, name, ...rest] = subject.split(".");
  if (root !== "trajectory" || (verb !== "do" && verb !== "get") || rest.length > 0) return undefined;
  if (userId === undefined || name === undefined || !isActor(actor)) return undefined;
  return { userId, actor, verb, name };
}

function isActor(name: string | undefined): name is ActorName {
  return ACTORS.some((actor) => actor === name);
}

/**
 * Reads what the rounds added to the log, replays it, and holds it against the journal and against what the nodes have
 * in memory. Goes on from round to round, so that a round costs what it added.
 */
import type { HashAnswer, Refused } from "@trajectory/actors/runtime/queries.ts";
import { replayInto } from "@trajectory/actors/runtime/replay.ts";
import { UserState } from "@trajectory/actors/runtime/user-state.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { PostgresServer } from "../../services/postgres-server.ts";
import type { Entry } from "./journal.ts";

/** Commands that the runtime gives itself, by their id. */
const OWN_COMMAND = /^tick-\d+$/;

export type AskHash = (userId: string) => Promise<HashAnswer | Refused>;

export class LogFollower {
  readonly #postgres: PostgresServer;
  readonly #states: ReadonlyMap<string, UserState>;

  constructor(postgres: PostgresServer, users: readonly string[]) {
    this.#postgres = postgres;
    this.#states = new Map(users.map((userId) => [userId, new UserState(userId)]));
  }

  /** Only while nothing is under way. @returns what must not be, in words */
  async check(entries: readonly Entry[], askHash: AskHash): Promise<string[]> {
    const complaints: string[] = [];
    const byUser = Map.groupBy(entries, ({ userId }) => userId);
    for (const [userId, state] of this.#states) {
      const events = await this.#eventsAfter(userId, state.seq);
      const hashes = await this.#snapshots(userId, state.seq);
      complaints.push(...compare(byUser.get(userId) ?? [], events), ...follow(state, events, hashes));
      complaints.push(...differenceOf(state, await askHash(userId)));
    }
    return complaints;
  }

  async #eventsAfter(userId: string, seq: number): Promise<EventRecord[]> {
    const rows = await this.#postgres.rows<EventRecord & { seq: string }>(
      `SELECT user_id AS "userId", seq, actor, type, (extract(epoch FROM at) * 1000)::double precision AS at,
        command_id AS "commandId", machine_version AS "machineVersion", payload
       FROM event WHERE user_id = $1 AND seq > $2 ORDER BY seq`,
      [userId, seq],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /** Hashes of what was live, by seq. */
  async #snapshots(userId: string, seq: number): Promise<Map<number, string>> {
    const rows = await this.#postgres.rows<{ seq: string; hash: string }>(
      "SELECT seq, state_hash AS hash FROM snapshot WHERE user_id = $1 AND seq > $2",
      [userId, seq],
    );
    return new Map(rows.map((row) => [Number(row.seq), row.hash]));
  }
}

/** Every acknowledged command is there once, with the events that were acknowledged; a refused one is not. */
function compare(entries: readonly Entry[], events: readonly EventRecord[]): string[] {
  const complaints: string[] = [];
  const stored = Map.groupBy(events, ({ commandId }) => commandId);
  for (const { commandId, command, reply } of entries) {
    const its = stored.get(commandId) ?? [];
    stored.delete(commandId);
    const seqs = its.map(({ seq }) => seq).join(", ") || "nothing";
    if (reply === undefined) continue;
    if (!reply.ok) {
      if (its.length > 0)
        complaints.push(
          `${command} ${commandId} was refused (${reply.error.code}), and the log has ${seqs} of it`,
        );
    } else if (JSON.stringify(reply.events) !== JSON.stringify(its)) {
      const told = reply.events.map(({ seq }) => seq).join(", ");
      complaints.push(`${command} ${commandId} was acknowledged as ${told}, and the log has ${seqs} of it`);
    }
  }
  for (const [commandId, its] of stored) {
    if (OWN_COMMAND.test(commandId)) continue;
    complaints.push(
      `the log of ${its[0]?.userId} has ${commandId} as ${its[0]?.seq}, which nobody sent in this round`,
    );
  }
  return complaints;
}

function follow(
  state: UserState,
  events: readonly EventRecord[],
  hashes: ReadonlyMap<number, string>,
): string[] {
  for (const event of events) {
    if (event.seq !== state.seq + 1)
      return [`the log of ${state.userId} has ${event.seq} where ${state.seq + 1} belongs`];
    try {
      replayInto(state, event);
    } catch (error) {
      return [String(error)];
    }
    const hash = hashes.get(event.seq);
    if (hash !== undefined && hash !== state.stateHash())
      return [`${state.userId} was live another than the log says when its snapshot ${event.seq} was saved`];
  }
  return [];
}

function differenceOf(state: UserState, live: HashAnswer | Refused): string[] {
  if (!live.ok) return [`${state.userId} has no state hash: ${live.error.code}: ${live.error.message}`];
  if (live.seq !== state.seq)
    return [`${state.userId} is live as of ${live.seq}, and its log ends with ${state.seq}`];
  if (live.stateHash === state.stateHash()) return [];
  return [`${state.userId} is live another than a replay of its ${state.seq} events`];
}

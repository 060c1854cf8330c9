/** What is asked of a rival, and the closed loop that measures it: a counter per user, each answer after a save. */
import { percentile } from "../harness.ts";

export interface Workload {
  users: number;
  inFlight: number;
  seconds: number;
  /** How long the users' first commands may take; those who had none by then are left out. */
  activationS: number;
}

export interface Measured {
  commandsPerS: number;
  /** Those who took part. */
  users: number;
  /** ms, at that rate: with `inFlight` commands waiting. */
  p50: number;
  p99: number;
  version: string;
  /** How it was run, and what an answer of it promises. */
  settings: string;
}

export type Outcome = Measured | { unavailable: string };

/** Adds one to a user's counter; resolves with the new count. */
type Add = (user: number) => Promise<number>;

const WARM_UP_S = 2;
/** More new users at once than that, and Rivet's engine gives up on some after 15 s. */
const ACTIVATING = 8;

/** Each user once, a warm-up, then the load. @throws Error when the counts differ from the commands answered */
export async function measureCounters(
  add: Add,
  { users, inFlight, seconds, activationS }: Workload,
): Promise<Pick<Measured, "commandsPerS" | "users" | "p50" | "p99">> {
  const counts: number[] = [];
  let answered = 0;

  async function send(user: number): Promise<number> {
    const sentAt = performance.now();
    const count = await add(user);
    counts[user] = Math.max(counts[user] ?? 0, count);
    answered += 1;
    return performance.now() - sentAt;
  }

  /** Round after round over the first `over` users. */
  async function drive(over: number, senders: number, more: (sent: number) => boolean): Promise<number[]> {
    const latencies: number[] = [];
    let sent = 0;
    async function sender(): Promise<void> {
      while (more(sent)) latencies.push(await send(sent++ % over));
    }
    await Promise.all(Array.from({ length: senders }, sender));
    return latencies;
  }

  function forSeconds(limit: number): () => boolean {
    const until = performance.now() + limit * 1_000;
    return () => performance.now() < until;
  }

  const inTime = forSeconds(activationS);
  const active = (await drive(users, ACTIVATING, (sent) => sent < users && inTime())).length;
  await drive(active, inFlight, forSeconds(WARM_UP_S));
  const started = performance.now();
  const latencies = await drive(active, inFlight, forSeconds(seconds));
  const elapsed = (performance.now() - started) / 1_000;
  const counted = counts.reduce((sum, count) => sum + count, 0);
  if (counted !== answered) throw new Error(`${answered} commands were answered, but ${counted} counted`);
  return {
    commandsPerS: latencies.length / elapsed,
    users: active,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}

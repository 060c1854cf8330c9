/** What is asked of a rival, and the closed loop that measures it: a counter per user, each answer after a save. */
import { percentile } from "../harness.ts";

export interface Workload {
  users: number;
  inFlight: number;
  seconds: number;
}

export interface Measured {
  commandsPerS: number;
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

/** Each user once, a warm-up, then the load. @throws Error when the counts differ from the commands answered */
export async function measureCounters(
  add: Add,
  { users, inFlight, seconds }: Workload,
): Promise<Pick<Measured, "commandsPerS" | "p50" | "p99">> {
  const counts = Array.from({ length: users }, () => 0);
  let answered = 0;

  async function send(user: number): Promise<number> {
    const sentAt = performance.now();
    const count = await add(user);
    counts[user] = Math.max(counts[user] ?? 0, count);
    answered += 1;
    return performance.now() - sentAt;
  }

  async function drive(more: (sent: number) => boolean): Promise<number[]> {
    const latencies: number[] = [];
    let sent = 0;
    async function sender(): Promise<void> {
      while (more(sent)) latencies.push(await send(sent++ % users));
    }
    await Promise.all(Array.from({ length: inFlight }, sender));
    return latencies;
  }

  await drive((sent) => sent < users);
  const warm = performance.now() + WARM_UP_S * 1_000;
  await drive(() => performance.now() < warm);
  const started = performance.now();
  const until = started + seconds * 1_000;
  const latencies = await drive(() => performance.now() < until);
  const elapsed = (performance.now() - started) / 1_000;
  const counted = counts.reduce((sum, count) => sum + count, 0);
  if (counted !== answered) throw new Error(`${answered} commands were answered, but ${counted} counted`);
  return {
    commandsPerS: latencies.length / elapsed,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}

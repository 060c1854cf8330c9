const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Waiting time before try number `attempt` (from 0), ms: doubles up to 15 s, spread by ± 25 % over clients. */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(base * (0.75 + 0.5 * random));
}

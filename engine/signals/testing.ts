/** Signals with known answers, for tests and measurements. */

/** z_k = 1 + 0.3 sin(2π·1.8·k/100), k = 0 … 999: a walk at 108 steps/min as a pure sine. */
export function sineWalk(hz = 1.8, seconds = 10): { tS: Float64Array; r: Float64Array } {
  const count = seconds * 100;
  const tS = Float64Array.from({ length: count }, (_, k) => k / 100);
  const r = Float64Array.from({ length: count }, (_, k) => 1 + 0.3 * Math.sin((2 * Math.PI * hz * k) / 100));
  return { tS, r };
}

/** Intervals in ms that swing with 0.1 Hz and 0.25 Hz for 300 s: 376 beats. */
export function formulaRr(): number[] {
  const rr: number[] = [];
  let t = 0;
  while (t < 300) {
    const swing = 40 * Math.sin(2 * Math.PI * 0.1 * t) + 25 * Math.sin(2 * Math.PI * 0.25 * t);
    const interval = Math.floor(800 + swing + 0.5);
    rr.push(interval);
    t += interval / 1000;
  }
  return rr;
}

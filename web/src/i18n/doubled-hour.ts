/** The hour that comes twice in the night when clocks are put back, in the zone of this device. */

/** Clocks change by no more than this, minutes. */
const MOST = 180;

/** True where the clock on the wall shows the same time a second time, before or after. */
export function isDoubled(ms: number): boolean {
  const before = aheadAt(ms - MOST * 60_000);
  const after = aheadAt(ms + MOST * 60_000);
  const back = before - after;
  if (back <= 0) return false;
  const here = aheadAt(ms);
  return here === before ? aheadAt(ms + back * 60_000) === after : aheadAt(ms - back * 60_000) === before;
}

/** Minutes that the clock on the wall is ahead of UTC. */
function aheadAt(ms: number): number {
  return -new Date(ms).getTimezoneOffset();
}

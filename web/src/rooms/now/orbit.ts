/**
 * The orbit of something launched sideways, at distance 1 from the centre, with η times its escape velocity.
 * v²·r/GM = 2η² makes the eccentricity e = 2η² − 1 (seen from the launch point, so it is negative while the launch
 * point is the far end) and the semi-latus rectum 2η². Below 1 it closes, from 1 on it is open.
 */

/** Radii are cut off here: far outside the picture. */
const FAR = 60;

/** Distance from the centre at `angle` (rad) from the launch point. */
export function orbitRadius(eta: number, angle: number): number {
  const p = 2 * eta * eta;
  const e = p - 1;
  const divisor = 1 + e * Math.cos(angle);
  return divisor <= p / FAR ? FAR : p / divisor;
}

export function eccentricity(eta: number): number {
  return Math.abs(2 * eta * eta - 1);
}

const STEPS = 240;

/** Points in the picture: launched at the bottom, to the right; y points down. An open orbit is cut off far outside. */
function orbitPoints(eta: number): [x: number, y: number][] {
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const angle = -Math.PI + (2 * Math.PI * i) / STEPS;
    const radius = orbitRadius(eta, angle);
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  });
}

/** SVG path of the orbit. Where it is open, the far side is not drawn. */
export function orbitPath(eta: number): string {
  const points = orbitPoints(eta).filter(([x, y]) => Math.hypot(x, y) < FAR);
  const path = pathOf(points);
  return eta < 1 && points.length === STEPS + 1 ? `${path}Z` : path;
}

/** SVG path of everything between two orbits, to be filled with the even-odd rule. */
export function bandPath(low: number, high: number): string {
  return `${pathOf(orbitPoints(high))}Z${pathOf(orbitPoints(low))}Z`;
}

function pathOf(points: readonly [number, number][]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(3)} ${y.toFixed(3)}`).join("");
}

/** Weeks until η = 1 with constant inputs: 0 when it is there, null when the plan never gets there (docs/model.md 4.2). */
export function escapeTime(eta: number, etaInf: number, timeConstant: number): number | null {
  if (eta >= 1) return 0;
  return etaInf > 1 ? timeConstant * Math.log((etaInf - eta) / (etaInf - 1)) : null;
}

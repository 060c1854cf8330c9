import { normalCdf } from "../numerics/normal.ts";
import { PACE_SIZE } from "./pace.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** v, v∞, η, η∞, their variances and P(η > 1) (docs/model.md 3.5, 3.6). Needs thrust, demand and the pace. */
export function updateEscape(ws: ForcesWorkspace): void {
  const { relevance, attainable, pace } = ws;
  let v = 0;
  let vInf = 0;
  let varV = 0;
  let varVInf = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    const c = relevance[p]!;
    const at = p * PACE_SIZE;
    const limit = c * attainable[p]!;
    v += c * pace[at]!;
    vInf += limit * (1 + pace[at + 1]!);
    varV += c * c * pace[at + 2]!;
    varVInf += limit * limit * pace[at + 4]!;
  }
  const varD = demandVariance(ws);
  const vEsc = ws.escapeVelocity;
  ws.v = v;
  ws.vInf = vInf;
  ws.varV = varV;
  ws.varVInf = varVInf;
  ws.varD = varD;
  ws.eta = v / vEsc;
  ws.etaInf = vInf / vEsc;
  ws.sdEta = Math.sqrt(varV + ws.eta * ws.eta * varD) / vEsc;
  ws.pEscape = probabilityAbove(v, vEsc, varV + varD);
  ws.pEscapeInf = probabilityAbove(vInf, vEsc, varVInf + varD);
}

/** Var D = r²(e^{s²}−1) + Σ(0.5 g_c(1−conf_c))² with s = sd of ln φ. */
function demandVariance(ws: ForcesWorkspace): number {
  let variance = ws.required * ws.required * Math.expm1(ws.phiSd * ws.phiSd);
  for (let c = 0; c < ws.constraintCount; c++) variance += (ws.gravityPart[c]! * ws.loadCv[c]!) ** 2;
  return variance;
}

/** P(supply > demand) for Gaussian supply − demand; a step when nothing is uncertain. */
export function probabilityAbove(supply: number, demand: number, variance: number): number {
  if (variance > 0) return normalCdf((supply - demand) / Math.sqrt(variance));
  return supply > demand ? 1 : 0;
}

/** The scales that give every skill the same prior standard deviation whatever its edges (docs/model.md 2.3). */
import type { SparsePrecision } from "./graph.ts";
import { PushSolver } from "./push.ts";

export class Standardisation {
  private readonly solver: PushSolver;
  private readonly tolerance: number;
  /** s_i, NaN where not yet worked out. */
  private readonly known: Float64Array;

  /** `tolerance` bounds the residual of a unit solve; the error of (J0⁻¹)_ii is of its second order. */
  constructor(precision: SparsePrecision, tolerance: number, earlier: Standardisation | null) {
    this.solver = new PushSolver(precision, new Int32Array(precision.n), 1);
    this.tolerance = tolerance;
    this.known = new Float64Array(precision.n).fill(NaN);
    if (earlier !== null) this.known.set(earlier.known);
  }

  /** s_i = 1/√(J0⁻¹)_ii: a function of the graph alone, worked out when first asked for. */
  scale(i: number): number {
    const known = this.known[i]!;
    if (known === known) return known;
    const scale = 1 / Math.sqrt(this.solver.solveUnit(i, this.tolerance));
    this.known[i] = scale;
    return scale;
  }
}

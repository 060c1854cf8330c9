/**
 * Residual push for J·x = b where J is sparse, symmetric and strictly diagonally dominant with negative
 * off-diagonals (docs/model.md 2.4). Each push takes |r_i| away and puts back at most half of it: at most 2‖r‖₁/ε
 * pushes whatever the size of the graph, and ‖x − x*‖∞ ≤ ‖r‖∞.
 */
import type { SparsePrecision } from "./graph.ts";

/** What has an error of second order in the tolerance may be solved this much less tightly. */
export const SECOND_ORDER_SLACK = 10;

/** Share of the nodes from which on a round over all of them is cheaper than a queue. */
const MANY_SHARE = 1 / 8;

/** A running solution x, what is left r = b − J·x, and by group the sums Σ weight·x. */
export interface PushVector {
  x: Float64Array;
  r: Float64Array;
  sums: Float64Array;
}

/** The solution J⁻¹·e_i of `solveUnit`, entry by entry: `count` nodes with value x and residual r. */
export interface UnitSolution {
  count: number;
  nodes: Int32Array;
  x: Float64Array;
  r: Float64Array;
  sums: Float64Array;
}

export class PushSolver {
  /** Diagonal of J. Who changes it corrects the residual of every vector. */
  readonly diagonal: Float64Array;
  /** Weight of each node in the sum of its group. */
  readonly weight: Float64Array;
  /** Of the last `solveUnit`. */
  readonly unit: UnitSolution;
  private readonly precision: SparsePrecision;
  private readonly group: Int32Array;
  private readonly groups: number;
  /** All zero between unit solves. */
  private readonly scratch: PushVector;
  private readonly isReached: Uint8Array;
  private readonly queue: Int32Array;
  private readonly queued: Uint8Array;
  private head = 0;
  private waiting = 0;

  constructor(precision: SparsePrecision, group: Int32Array, groups: number) {
    const { n } = precision;
    this.precision = precision;
    this.group = group;
    this.groups = groups;
    this.diagonal = Float64Array.from(precision.diagonal);
    this.weight = new Float64Array(n);
    this.isReached = new Uint8Array(n);
    this.queue = new Int32Array(n);
    this.queued = new Uint8Array(n);
    this.scratch = this.vector();
    const { sums } = this.scratch;
    this.unit = {
      count: 0,
      nodes: new Int32Array(n),
      x: new Float64Array(n),
      r: new Float64Array(n),
      sums,
    };
  }

  vector(): PushVector {
    const { n } = this.precision;
    return { x: new Float64Array(n), r: new Float64Array(n), sums: new Float64Array(this.groups) };
  }

  /** Tells the next `relax` that the residual of node i may exceed its tolerance. */
  enqueue(i: number): void {
    if (this.queued[i] === 1) return;
    this.queued[i] = 1;
    const at = this.head + this.waiting++;
    this.queue[at < this.queue.length ? at : at - this.queue.length] = i;
  }

  /**
   * Pushes, first come first served, until no residual reached from the queue exceeds the tolerance. Returns how
   * many pushes it took.
   */
  relax(v: PushVector, tolerance: number): number {
    let pushes = 0;
    while (this.waiting > 0) {
      const i = this.dequeue();
      if (Math.abs(v.r[i]!) <= tolerance) continue;
      this.push(v, i, tolerance);
      pushes++;
    }
    return pushes;
  }

  /**
   * Pushes until no residual at all exceeds the tolerance: by index while a round over all nodes pushes many, for
   * memory is then read in order; the rest first come first served.
   */
  relaxAll(v: PushVector, tolerance: number): void {
    const { n } = this.precision;
    let pushes: number;
    do pushes = this.pushRound(v, tolerance);
    while (pushes > MANY_SHARE * n);
    for (let i = 0; i < n; i++) if (Math.abs(v.r[i]!) > tolerance) this.enqueue(i);
    this.relax(v, tolerance);
  }

  /**
   * Leaves J⁻¹·e_i in `unit`, residuals at most `tolerance`, and returns (J⁻¹)_ii with the error of second order:
   * x_i + xᵀr, wrong by rᵀJ⁻¹r.
   */
  solveUnit(i: number, tolerance: number): number {
    const { x, r, sums } = this.scratch;
    sums.fill(0);
    this.unit.count = 0;
    r[i] = 1;
    this.reach(i);
    this.enqueue(i);
    while (this.waiting > 0) {
      const node = this.dequeue();
      if (r[node]! > tolerance) this.pushUnit(node, tolerance);
    }
    const own = x[i]!;
    return own + this.moveToUnit();
  }

  /** Moves the scratch vector to `unit` and returns xᵀr. */
  private moveToUnit(): number {
    const { scratch, unit, isReached } = this;
    let product = 0;
    for (let k = 0; k < unit.count; k++) {
      const node = unit.nodes[k]!;
      const x = scratch.x[node]!;
      const r = scratch.r[node]!;
      product += x * r;
      unit.x[k] = x;
      unit.r[k] = r;
      scratch.x[node] = 0;
      scratch.r[node] = 0;
      isReached[node] = 0;
    }
    return product;
  }

  private push(v: PushVector, i: number, tolerance: number): void {
    const { x, r, sums } = v;
    const { queued, weight } = this;
    const { rowStart, column, lambda } = this.precision;
    const step = r[i]! / this.diagonal[i]!;
    x[i] = x[i]! + step;
    r[i] = 0;
    if (weight[i] !== 0) sums[this.group[i]!] = sums[this.group[i]!]! + weight[i]! * step;
    const end = rowStart[i + 1]!;
    for (let k = rowStart[i]!; k < end; k++) {
      const j = column[k]!;
      const residual = r[j]! + lambda[k]! * step;
      r[j] = residual;
      if (queued[j] === 0 && Math.abs(residual) > tolerance) this.enqueue(j);
    }
  }

  /** `push` on every node in turn whose residual exceeds the tolerance. Returns how many there were. */
  private pushRound({ x, r, sums }: PushVector, tolerance: number): number {
    const { diagonal, group, weight } = this;
    const { n, rowStart, column, lambda } = this.precision;
    let pushes = 0;
    for (let i = 0; i < n; i++) {
      if (Math.abs(r[i]!) <= tolerance) continue;
      pushes++;
      const step = r[i]! / diagonal[i]!;
      x[i] = x[i]! + step;
      r[i] = 0;
      if (weight[i] !== 0) sums[group[i]!] = sums[group[i]!]! + weight[i]! * step;
      const end = rowStart[i + 1]!;
      for (let k = rowStart[i]!; k < end; k++) r[column[k]!] = r[column[k]!]! + lambda[k]! * step;
    }
    return pushes;
  }

  /** `push` on the scratch vector that notes the nodes it reaches. Residuals there are never negative. */
  private pushUnit(i: number, tolerance: number): void {
    const { queued, isReached, weight } = this;
    const { x, r, sums } = this.scratch;
    const { rowStart, column, lambda } = this.precision;
    const step = r[i]! / this.diagonal[i]!;
    x[i] = x[i]! + step;
    r[i] = 0;
    if (weight[i] !== 0) sums[this.group[i]!] = sums[this.group[i]!]! + weight[i]! * step;
    const end = rowStart[i + 1]!;
    for (let k = rowStart[i]!; k < end; k++) {
      const j = column[k]!;
      const residual = r[j]! + lambda[k]! * step;
      r[j] = residual;
      if (isReached[j] === 0) this.reach(j);
      if (queued[j] === 0 && residual > tolerance) this.enqueue(j);
    }
  }

  private dequeue(): number {
    const i = this.queue[this.head]!;
    this.head = this.head + 1 < this.queue.length ? this.head + 1 : 0;
    this.waiting--;
    this.queued[i] = 0;
    return i;
  }

  private reach(i: number): void {
    this.isReached[i] = 1;
    this.unit.nodes[this.unit.count++] = i;
  }
}

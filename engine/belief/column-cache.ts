/** Columns of J⁻¹ for the skills lately asked about; a column stays exactly valid until a node it touched changes. */
import type { PushSolver } from "./push.ts";

/** One bit of a 32-bit mask each. */
const SLOTS = 32;

export interface UnitColumn {
  node: number;
  /** (J⁻¹)_ii with second-order error. */
  self: number;
  nodes: Int32Array;
  values: Float64Array;
}

export class ColumnCache {
  private readonly solver: PushSolver;
  private readonly tolerance: number;
  private readonly slots: (UnitColumn | undefined)[] = Array.from({ length: SLOTS });
  private readonly slotOf = new Map<number, number>();
  /** By node: which slots it is part of. */
  private readonly mask: Uint32Array;
  private next = 0;

  constructor(solver: PushSolver, tolerance: number, n: number) {
    this.solver = solver;
    this.tolerance = tolerance;
    this.mask = new Uint32Array(n);
  }

  column(node: number): UnitColumn {
    const slot = this.slotOf.get(node);
    return slot === undefined ? this.solve(node) : this.slots[slot]!;
  }

  /** The diagonal of this node changed: forgets the columns that read it. */
  invalidate(node: number): void {
    let bits = this.mask[node]!;
    while (bits !== 0) {
      const slot = 31 - Math.clz32(bits);
      this.free(slot);
      bits &= ~(1 << slot);
    }
  }

  clear(): void {
    for (let slot = 0; slot < SLOTS; slot++) this.free(slot);
  }

  private solve(node: number): UnitColumn {
    const self = this.solver.solveUnit(node, this.tolerance);
    const { nodes, x, count } = this.solver.unit;
    let size = 0;
    for (let k = 0; k < count; k++) if (x[k] !== 0) size++;
    const column = { node, self, nodes: new Int32Array(size), values: new Float64Array(size) };
    for (let k = 0; k < count; k++) {
      if (x[k] === 0) continue;
      column.nodes[--size] = nodes[k]!;
      column.values[size] = x[k]!;
    }
    this.store(column);
    return column;
  }

  private store(column: UnitColumn): void {
    const slot = this.next;
    this.next = (slot + 1) % SLOTS;
    this.free(slot);
    this.slots[slot] = column;
    this.slotOf.set(column.node, slot);
    const { nodes } = column;
    for (let k = 0; k < nodes.length; k++) this.mask[nodes[k]!] = this.mask[nodes[k]!]! | (1 << slot);
  }

  private free(slot: number): void {
    const column = this.slots[slot];
    if (column === undefined) return;
    const { nodes } = column;
    for (let k = 0; k < nodes.length; k++) this.mask[nodes[k]!] = this.mask[nodes[k]!]! & ~(1 << slot);
    this.slotOf.delete(column.node);
    this.slots[slot] = undefined;
  }
}

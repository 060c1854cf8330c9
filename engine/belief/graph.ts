/**
 * The skill graph by index: at most one edge between two skills, prerequisites without cycles, and the sparse
 * prior precision J0 = I + L_λ (docs/model.md 2.3).
 */
import type { SkillEdge } from "../types.ts";

interface Link {
  neighbour: number;
  /** (0, 1] */
  w: number;
  type: SkillEdge["type"];
  /** Whether this node is the `from` of the edge. */
  outgoing: boolean;
}

/** A symmetric matrix as a diagonal and, by rows, the negated off-diagonal entries λ_ij ≥ 0. */
export interface SparsePrecision {
  n: number;
  diagonal: Float64Array;
  /** Row i is [rowStart[i], rowStart[i + 1]). */
  rowStart: Int32Array;
  column: Int32Array;
  lambda: Float64Array;
}

export class SkillGraph {
  /** By node, ordered by neighbour: sums over links then depend on the graph alone, not on its history. */
  private readonly links: Link[][] = [];

  get size(): number {
    return this.links.length;
  }

  addNode(): void {
    this.links.push([]);
  }

  /** Removes the node and its edges; the last node takes its index. */
  removeNode(node: number): void {
    for (const link of this.links[node]!) this.unlink(link.neighbour, node);
    const last = this.links.pop()!;
    const lastIndex = this.links.length;
    if (node === lastIndex) return;
    for (const link of last) {
      this.unlink(link.neighbour, lastIndex);
      this.link(link.neighbour, { ...link, neighbour: node, outgoing: !link.outgoing });
    }
    this.links[node] = last;
  }

  /** Sets the one edge between two nodes, replacing what was there. A prerequisite must not close a cycle. */
  setEdge(from: number, to: number, type: SkillEdge["type"], w: number): void {
    this.removeEdge(from, to);
    this.link(from, { neighbour: to, w, type, outgoing: true });
    this.link(to, { neighbour: from, w, type, outgoing: false });
  }

  /**
   * The way along prerequisites from `to` back to `from` that a prerequisite from → to would close, if any.
   * An edge straight between the two does not count: it would be replaced.
   */
  cycleThrough(from: number, to: number): number[] | undefined {
    const reachedFrom = new Map([[to, to]]);
    for (const [node] of reachedFrom) {
      for (const child of this.children(node)) {
        if (child === from && node !== to) return wayBack(reachedFrom, node, [from]);
        if (child !== from && !reachedFrom.has(child)) reachedFrom.set(child, node);
      }
    }
    return undefined;
  }

  /** Returns false if there was no edge between the nodes, in either direction. */
  removeEdge(a: number, b: number): boolean {
    return this.unlink(a, b) && this.unlink(b, a);
  }

  /** The edge between two nodes with its direction, if there is one. */
  edge(a: number, b: number): { w: number; type: SkillEdge["type"]; fromA: boolean } | undefined {
    const links = this.links[a]!;
    const link = links[position(links, b)];
    return link?.neighbour === b ? { w: link.w, type: link.type, fromA: link.outgoing } : undefined;
  }

  /** Every edge once. */
  *edges(): Generator<{ from: number; to: number; w: number; type: SkillEdge["type"] }> {
    for (const [from, links] of this.links.entries()) {
      for (const { neighbour, w, type, outgoing } of links) {
        if (outgoing) yield { from, to: neighbour, w, type };
      }
    }
  }

  /** Nodes that have to be known before this one. */
  *parents(node: number): Generator<number> {
    for (const link of this.links[node]!) if (isParent(link)) yield link.neighbour;
  }

  /** Nodes this one is a prerequisite of. */
  *children(node: number): Generator<number> {
    for (const link of this.links[node]!) if (isChild(link)) yield link.neighbour;
  }

  /** J0 = I + L with λ_ij = λ0·w_ij / max(1, deg_i, deg_j), so that Σ_j λ_ij ≤ λ0. */
  precision(edgeStrength: number): SparsePrecision {
    const n = this.links.length;
    const degree = Float64Array.from(this.links, (links) => links.reduce((sum, link) => sum + link.w, 0));
    const rowStart = new Int32Array(n + 1);
    for (let i = 0; i < n; i++) rowStart[i + 1] = rowStart[i]! + this.links[i]!.length;
    const column = new Int32Array(rowStart[n]!);
    const lambda = new Float64Array(rowStart[n]!);
    const diagonal = new Float64Array(n).fill(1);
    let at = 0;
    for (let i = 0; i < n; i++) {
      for (const { neighbour, w } of this.links[i]!) {
        const l = (edgeStrength * w) / Math.max(1, degree[i]!, degree[neighbour]!);
        column[at] = neighbour;
        lambda[at++] = l;
        diagonal[i] = diagonal[i]! + l;
      }
    }
    return { n, diagonal, rowStart, column, lambda };
  }

  private link(node: number, link: Link): void {
    const links = this.links[node]!;
    links.splice(position(links, link.neighbour), 0, link);
  }

  private unlink(node: number, neighbour: number): boolean {
    const links = this.links[node]!;
    const at = position(links, neighbour);
    if (links[at]?.neighbour !== neighbour) return false;
    links.splice(at, 1);
    return true;
  }
}

/** Where a neighbour is, or would be inserted. */
function position(links: readonly Link[], neighbour: number): number {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (links[middle]!.neighbour < neighbour) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wayBack(reachedFrom: ReadonlyMap<number, number>, last: number, way: number[]): number[] {
  let node = last;
  way.unshift(node);
  for (let before = reachedFrom.get(node)!; before !== node; before = reachedFrom.get(node)!) {
    node = before;
    way.unshift(node);
  }
  return way;
}

function isParent(link: Link): boolean {
  return link.type === "prerequisite" && !link.outgoing;
}

function isChild(link: Link): boolean {
  return link.type === "prerequisite" && link.outgoing;
}

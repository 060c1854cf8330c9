/**
 * Where each skill stands in the picture: what has to be known first is to the left. The same skills and edges give
 * the same picture, whatever their order, so that it does not jump when something else changes.
 */
import type { SkillEdge } from "@trajectory/protocols/events/entities.ts";

interface Placed {
  id: string;
  domain: string;
}

export interface GraphLayout {
  /** By index of the skills given; in layout units, each skill about 1 high. */
  x: Float64Array;
  y: Float64Array;
  width: number;
  height: number;
}

const COLUMN_WIDTH = 4;
/** A layer with more skills than this takes several columns. */
const MOST_IN_COLUMN = 40;
const SWEEPS = 8;

export function layOut(skills: readonly Placed[], edges: readonly SkillEdge[]): GraphLayout {
  const index = new Map(skills.map(({ id }, i) => [id, i]));
  const links = edges.flatMap(({ from, to, type }) => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined ? [] : [{ a, b, prerequisite: type === "prerequisite" }];
  });
  const layer = layersOf(
    skills.length,
    links.filter(({ prerequisite }) => prerequisite),
  );
  const neighbours: number[][] = skills.map(() => []);
  for (const { a, b } of links) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  // Sums in floating point depend on their order, and the picture must not.
  for (const near of neighbours) near.sort((a, b) => compare(skills[a]!, skills[b]!));
  return place(columnsOf(skills, layer, neighbours), skills.length);
}

/** The longest way to each skill over prerequisites; a cycle, which the server refuses, ends where it closes. */
function layersOf(count: number, links: readonly { a: number; b: number }[]): Int32Array {
  const layer = new Int32Array(count);
  const open = new Int32Array(count);
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const { a, b } of links) {
    next[a]!.push(b);
    open[b]! += 1;
  }
  const ready = [...open.keys()].filter((i) => open[i] === 0);
  for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
    for (const to of next[at]!) {
      layer[to] = Math.max(layer[to]!, layer[at]! + 1);
      open[to]! -= 1;
      if (open[to] === 0) ready.push(to);
    }
  }
  return layer;
}

/** The skills of each column from top to bottom: by domain, then drawn towards what they are connected with. */
function columnsOf(
  skills: readonly Placed[],
  layer: Int32Array,
  neighbours: readonly number[][],
): number[][] {
  const byName = [...skills.keys()].sort((a, b) => compare(skills[a]!, skills[b]!));
  const layers: number[][] = [];
  for (const i of byName) (layers[layer[i]!] ??= []).push(i);
  const rank = new Float64Array(skills.length);
  const settle = (): void => {
    for (const column of layers) column.forEach((i, at) => (rank[i] = (at + 0.5) / column.length));
  };
  settle();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? layers : layers.toReversed()) {
      const wanted = new Map(column.map((i) => [i, meanRank(i, neighbours, rank)]));
      column.sort((a, b) => wanted.get(a)! - wanted.get(b)! || compare(skills[a]!, skills[b]!));
      column.forEach((i, at) => (rank[i] = (at + 0.5) / column.length));
    }
  }
  return layers.flatMap((column) => {
    const parts = Math.ceil(column.length / MOST_IN_COLUMN);
    return Array.from({ length: parts }, (_, part) => column.filter((_, at) => at % parts === part));
  });
}

function meanRank(i: number, neighbours: readonly number[][], rank: Float64Array): number {
  const near = neighbours[i]!;
  if (near.length === 0) return rank[i]!;
  return near.reduce((sum, j) => sum + rank[j]!, 0) / near.length;
}

function place(columns: readonly number[][], count: number): GraphLayout {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const height = columns.reduce((most, column) => Math.max(most, column.length), 0);
  columns.forEach((column, at) => {
    const spacing = height / column.length;
    column.forEach((i, row) => {
      x[i] = at * COLUMN_WIDTH;
      y[i] = (row + 0.5) * spacing;
    });
  });
  return { x, y, width: Math.max(0, columns.length - 1) * COLUMN_WIDTH, height };
}

function compare(a: Placed, b: Placed): number {
  if (a.domain !== b.domain) return a.domain < b.domain ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

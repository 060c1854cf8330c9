import fc from "fast-check";
import { expect, test } from "vitest";
import { expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { SkillGraph } from "./graph.ts";
import { exampleEdges, exampleSkills } from "./worked-example.suite.ts";

function graphOf(n: number, edges: readonly (readonly [number, number])[]): SkillGraph {
  const graph = new SkillGraph();
  for (let i = 0; i < n; i++) graph.addNode();
  for (const [from, to] of edges) graph.setEdge(from, to, "prerequisite", 0.5);
  return graph;
}

/** The precision as a full matrix. */
function full(graph: SkillGraph): number[][] {
  const { n, diagonal, rowStart, column, lambda } = graph.precision(1);
  return Array.from({ length: n }, (_, i) => {
    const row = Array.from({ length: n }, (_, j) => (i === j ? diagonal[i]! : 0));
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) row[column[k]!] = -lambda[k]!;
    return row;
  });
}

test("the prior precision of the worked example", () => {
  const graph = graphOf(exampleSkills.length, []);
  const index = new Map(exampleSkills.map(({ id }, i) => [id, i]));
  for (const { from, to, type, w } of exampleEdges) graph.setEdge(index.get(from)!, index.get(to)!, type, w);
  const { J0, lambda } = vectors.expected.prior;
  const rows = full(graph);
  rows.forEach((row, i) => row.forEach((value, j) => expectClose(value, J0[i]![j]!, `J0[${i}][${j}]`)));
  exampleEdges.forEach(({ from, to }, e) => {
    expectClose(-rows[index.get(from)!]![index.get(to)!]!, lambda[e]!, `λ of edge ${e}`);
  });
});

test("a circle is found with the way round it, however long", () => {
  const graph = graphOf(5, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(graph.cycleThrough(3, 0)).toEqual([0, 1, 2, 3]);
  expect(graph.cycleThrough(2, 0)).toEqual([0, 1, 2]);
  expect(graph.cycleThrough(0, 3)).toBeUndefined();
  expect(graph.cycleThrough(4, 0)).toBeUndefined();
});

test("turning the one edge between two skills round is no circle", () => {
  const graph = graphOf(2, [[0, 1]]);
  expect(graph.cycleThrough(1, 0)).toBeUndefined();
  graph.setEdge(1, 0, "prerequisite", 0.9);
  expect(graph.edge(0, 1)).toEqual({ w: 0.9, type: "prerequisite", fromA: false });
  expect([...graph.edges()]).toEqual([{ from: 1, to: 0, w: 0.9, type: "prerequisite" }]);
  expect([...graph.parents(0)]).toEqual([1]);
  expect([...graph.children(1)]).toEqual([0]);
});

test("a removed node takes its edges along and the last takes its place", () => {
  const graph = graphOf(4, [
    [0, 1],
    [1, 3],
    [2, 3],
  ]);
  graph.removeNode(1);
  expect(graph.size).toBe(3);
  expect([...graph.edges()]).toEqual([{ from: 2, to: 1, w: 0.5, type: "prerequisite" }]);
  graph.removeNode(2);
  expect([...graph.edges()]).toEqual([]);
});

test("whatever the weights, the precision is symmetric and its rows exceed by exactly one", () => {
  const weights = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.double({ min: 0.01, max: 1, noNaN: true })));
  fc.assert(
    fc.property(weights, (edges) => {
      const graph = graphOf(10, []);
      for (const [a, b, w] of edges) if (a !== b) graph.setEdge(a, b, "similarity", w);
      const rows = full(graph);
      for (const [i, row] of rows.entries()) {
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        expect(row[i]!).toBeLessThanOrEqual(2 + 1e-12);
        for (const [j, value] of row.entries()) expect(value).toBe(rows[j]![i]!);
      }
    }),
  );
});

import { describe, expect, it } from "vitest";
import { preferredNode } from "./rendezvous.ts";

const partitions = Array.from({ length: 64 }, (_, partition) => partition);
const prefer = (nodes: readonly string[]) => partitions.map((partition) => preferredNode(partition, nodes));

describe("rendezvous hashing", () => {
  it("does not depend on the order of the nodes", () => {
    expect(prefer(["a", "b", "c"])).toEqual(prefer(["c", "a", "b"]));
    expect(preferredNode(0, [])).toBeUndefined();
  });

  it("spreads partitions over nodes", () => {
    for (const nodes of [
      ["a", "b", "c"],
      ["node-1", "node-2", "node-3"],
      ["10-0-0-1", "10-0-0-2", "10-0-0-3"],
    ]) {
      for (const node of nodes) {
        const share = prefer(nodes).filter((preferred) => preferred === node).length;
        expect(share).toBeGreaterThan(8);
        expect(share).toBeLessThan(36);
      }
    }
  });

  it("moves only the share of a node that comes or goes", () => {
    const two = prefer(["a", "b"]);
    const three = prefer(["a", "b", "c"]);
    for (const partition of partitions) {
      if (three[partition] !== "c") expect(three[partition]).toBe(two[partition]);
    }
  });
});

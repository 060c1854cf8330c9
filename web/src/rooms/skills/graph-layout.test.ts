import { describe, expect, it } from "vitest";
import type { SkillEdge } from "@trajectory/protocols/events/entities.ts";
import { layOut } from "./graph-layout.ts";

const skill = (id: string, domain = "d") => ({ id, domain });
const first = (from: string, to: string): SkillEdge => ({ from, to, type: "prerequisite", w: 0.8 });

describe("layOut", () => {
  it("puts what has to be known first to the left, along the longest way", () => {
    const skills = ["c", "a", "b"].map((id) => skill(id));
    const { x } = layOut(skills, [first("a", "b"), first("b", "c"), first("a", "c")]);
    const [c, a, b] = x;
    expect(a).toBeLessThan(b!);
    expect(b).toBeLessThan(c!);
  });

  it("gives every skill a place of its own", () => {
    const skills = Array.from({ length: 500 }, (_, i) => skill(`s${i}`, `d${i % 7}`));
    const edges = skills.slice(1).map(({ id }, i) => first(`s${i >> 1}`, id));
    const { x, y, width, height } = layOut(skills, edges);
    expect(new Set(Array.from(x, (at, i) => `${at} ${y[i]}`)).size).toBe(500);
    expect(Math.max(...x)).toBe(width);
    expect(Math.max(...y)).toBeLessThan(height);
  });

  it("is the same in whatever order skills and edges come", () => {
    const skills = Array.from({ length: 60 }, (_, i) => skill(`s${i}`, `d${i % 3}`));
    const edges = skills.slice(1).map(({ id }, i) => first(`s${i >> 1}`, id));
    const one = layOut(skills, edges);
    const other = layOut(skills.toReversed(), edges.toReversed());
    expect([...other.x].toReversed()).toEqual([...one.x]);
    expect([...other.y].toReversed()).toEqual([...one.y]);
  });

  it("leaves out edges to what is not there, and lives with a cycle", () => {
    const { x } = layOut([skill("a"), skill("b")], [first("a", "b"), first("b", "a"), first("a", "gone")]);
    expect([...x].every(Number.isFinite)).toBe(true);
  });

  it("has no size without skills", () => {
    expect(layOut([], [])).toMatchObject({ width: 0, height: 0 });
  });
});

/** Random evidence and graphs for property tests. */
import fc from "fast-check";
import type { Evidence, Skill, SkillEdge } from "../types.ts";

const MS_PER_DAY = 86_400_000;
const share = fc.double({ min: 0.05, max: 1, noNaN: true });

const reading = fc.oneof(
  fc.record({
    kind: fc.constantFrom("self_report", "interview_free", "interview_structured", "peer", "artifact"),
    value: fc.record({ level: fc.double({ min: 0, max: 4, noNaN: true }) }),
  }),
  fc.record({
    kind: fc.constant("test" as const),
    value: fc
      .record({
        n: fc.integer({ min: 1, max: 40 }),
        part: share,
        b: fc.double({ min: -2, max: 2, noNaN: true }),
      })
      .map(({ n, part, b }) => ({ k: Math.floor(n * part), n, b })),
  }),
);

/** Evidence on one of the skills, on a day of the range; few sources, so that days and sources repeat. */
export function anyEvidence(
  skillIds: readonly string[],
  days: { min: number; max: number },
): fc.Arbitrary<Evidence> {
  return fc
    .record({
      id: fc.uuid(),
      skillId: fc.constantFrom(...skillIds),
      t: fc.integer(days).map((day) => day * MS_PER_DAY),
      reading,
      sourceId: fc.constantFrom("a", "b"),
      strength: share,
      reliability: share,
      practice: fc.boolean(),
    })
    .map(({ reading: { kind, value }, ...rest }) => Object.assign(rest, { kind, value }));
}

/** Up to `most` skills in three domains. */
export function anySkills(most: number): fc.Arbitrary<Skill[]> {
  return fc
    .array(
      fc.record({
        domain: fc.constantFrom("x", "y", "z"),
        mu0: fc.double({ min: -2, max: 0, noNaN: true }),
        decay: fc.constantFrom("mixed", "accuracy", "speed"),
        motor: fc.constant(false),
      }),
      { minLength: 2, maxLength: most },
    )
    .map((skills) =>
      skills.map(({ domain, mu0, decay, motor }, i) => ({ id: `s${i}`, domain, mu0, decay, motor })),
    );
}

/** Edges from a lower to a higher index, so that prerequisites cannot close a circle. */
export function anyEdges(skills: readonly Skill[]): fc.Arbitrary<SkillEdge[]> {
  const last = skills.length - 1;
  return fc
    .array(
      fc.record({
        ends: fc.tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 0, max: last })),
        type: fc.constantFrom("prerequisite", "similarity"),
        w: share,
      }),
      { maxLength: 3 * skills.length },
    )
    .map((edges) =>
      edges
        .filter(({ ends: [a, b] }) => a !== b)
        .map(({ ends: [a, b], type, w }) => ({
          from: skills[Math.min(a, b)]!.id,
          to: skills[Math.max(a, b)]!.id,
          type,
          w,
        })),
    );
}

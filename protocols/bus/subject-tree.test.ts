import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SubjectTree } from "./subject-tree.ts";

const token = fc.constantFrom("a", "b", "c");
const subject = fc.array(token, { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join("."));
const pattern = fc
  .tuple(fc.array(fc.oneof(token, fc.constant("*")), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([tokens, open]) => [...tokens, ...(open ? [">"] : [])].join("."));

/** The definition, by regular expression. */
function matches(pattern: string, subject: string): boolean {
  const parts = pattern.split(".").map((part) => (part === "*" ? "[^.]+" : part === ">" ? ".+" : part));
  return new RegExp(`^${parts.join("\\.")}$`).test(subject);
}

describe("SubjectTree", () => {
  it("finds exactly the patterns that match", () => {
    fc.assert(
      fc.property(fc.uniqueArray(pattern), fc.uniqueArray(pattern), subject, (kept, removed, subject) => {
        const tree = new SubjectTree<string>();
        for (const each of [...kept, ...removed]) tree.add(each, each);
        for (const each of removed) tree.delete(each, each);
        const expected = kept.filter((each) => !removed.includes(each) && matches(each, subject));
        expect(tree.match(subject).sort()).toEqual(expected.sort());
      }),
    );
  });
});

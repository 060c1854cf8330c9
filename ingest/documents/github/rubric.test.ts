import { expect, it } from "vitest";
import { languagesOf } from "./rubric.ts";

const NOW = Date.UTC(2026, 10, 24);
const DAY = 86_400_000;

function repository(name: string, languages: Record<string, number>, commits: number, allCommits = commits) {
  return { name, pushedAt: NOW - 30 * DAY, commits, allCommits, languages };
}

it("grades by commits, code and repositories of one's own", () => {
  const many = ["a", "b", "c"].map((name) => repository(name, { TypeScript: 80_000 }, 90));
  expect(
    languagesOf([...many, repository("d", { Go: 20_000 }, 25), repository("e", { C: 900 }, 3)], NOW),
  ).toMatchObject([
    { language: "TypeScript", level: 3, repositories: 3, commits: 270, strength: 0.6 },
    { language: "Go", level: 2 },
    { language: "C", level: 1 },
  ]);
});

it("counts nothing that others wrote, and a language by its share", () => {
  const [python] = languagesOf([repository("a", { Python: 512_000, HTML: 10_000 }, 10, 1_000)], NOW);
  expect(python).toMatchObject({ language: "Python", level: 1 });
  expect(python?.kilobytes).toBeCloseTo(5, 6);
  expect(languagesOf([repository("a", { Python: 1_000 }, 0, 50)], NOW)).toEqual([]);
});

it("trusts old work less, and never grades anybody expert", () => {
  const old = { ...repository("a", { Perl: 9_000_000 }, 9_000), pushedAt: NOW - 1_000 * DAY };
  const found = languagesOf([old, { ...old, name: "b" }, { ...old, name: "c" }], NOW);
  expect(found).toMatchObject([{ level: 3, strength: 0.4 }]);
});

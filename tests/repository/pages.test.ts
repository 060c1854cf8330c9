import { existsSync, readFileSync } from "node:fs";
import { SETTINGS, SWITCHES } from "@trajectory/server/config.ts";
import { COMMANDS } from "@trajectory/server/cli/commands.ts";
import { describe, expect, it } from "vitest";
import { findMeasures } from "../load/measure.ts";
import { anchorsOf, readPages, ROOT } from "./pages.ts";

const pages = readPages();
const byPath = new Map(pages.map((page) => [page.path, page]));
const FOLDERS = ["protocols", "engine", "actors", "ingest", "server", "migrations", "web", "tests", "docs"];

/** Pieces that `pattern` finds in the code of the pages, each with its page. */
function uses(pattern: RegExp): { path: string; words: string[] }[] {
  return pages.flatMap(({ path, code }) =>
    code.flatMap((piece) =>
      [...piece.matchAll(pattern)].map(([, ...words]) => ({ path, words: words.map((word) => word ?? "") })),
    ),
  );
}

function unknown(pattern: RegExp, isKnown: (...words: string[]) => boolean): string[] {
  const found = uses(pattern);
  expect(found.length).toBeGreaterThan(0);
  return found
    .filter(({ words }) => !isKnown(...words))
    .map(({ path, words }) => `${path}: ${words.join(" ")}`);
}

describe("pages", () => {
  it("link to what is there", () => {
    const broken: string[] = [];
    for (const page of pages) {
      for (const [, target = ""] of page.prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file = "", anchor] = target.split("#");
        const url = file === "" ? new URL(page.path, ROOT) : new URL(file, new URL(page.path, ROOT));
        const linked = byPath.get(url.href.slice(ROOT.href.length));
        const isThere =
          existsSync(url) && (anchor === undefined || linked === undefined || anchorsOf(linked).has(anchor));
        if (!isThere) broken.push(`${page.path}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("name files and folders that are there", () => {
    const path = new RegExp(`^((?:${FOLDERS.join("|")})/[\\w./-]*)$`, "g");
    expect(unknown(path, (named) => existsSync(new URL(named, ROOT)))).toEqual([]);
  });

  it("print commands that there are", () => {
    const { scripts } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(
      unknown(/\bnpm run (?:-s )?([\w:]+)/g, (script) => script in scripts || script === "build"),
    ).toEqual([]);
    expect(
      unknown(/(?:npx |^)trajectory ([a-z][\w-]*)/g, (name) => name in COMMANDS || name === "help"),
    ).toEqual([]);
    const benches = findMeasures("bench");
    expect(unknown(/\bnpm run bench -- ([a-z][\w-]*)/g, (name) => benches.has(name))).toEqual([]);
    const evaluations = findMeasures("eval");
    expect(unknown(/\bnpm run eval -- ([a-z][\w-]*)/g, (name) => evaluations.has(name))).toEqual([]);
    const flags = new Set<string>([...SETTINGS, ...SWITCHES].map(({ flag }) => flag));
    expect(unknown(/(?<=\bnpm start -- .*)--([\w-]+)/g, (flag) => flags.has(flag))).toEqual([]);
  });
});

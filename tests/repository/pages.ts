/** What the Markdown pages of the repository refer to, so that tests can look whether it is there. */
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = new URL("../../", import.meta.url);

export interface Page {
  /** From the root of the repository. */
  path: string;
  /** Without blocks of code. */
  prose: string;
  /** Lines of blocks of code, and the code within sentences. */
  code: readonly string[];
}

const LEFT_OUT = new Set(["node_modules", "dist", ".git", ".trajectory"]);
const FENCED = /^```[^\n]*\n([\s\S]*?)^```$/gm;
const INLINE = /`([^`\n]+)`/g;

export function readPages(): Page[] {
  const exclude = (path: string) => LEFT_OUT.has(basename(path));
  return globSync("**/*.md", { cwd: fileURLToPath(ROOT), exclude }).map(readPage);
}

function readPage(path: string): Page {
  const text = readFileSync(new URL(path, ROOT), "utf8");
  const prose = text.replaceAll(FENCED, "");
  const blocks = [...text.matchAll(FENCED)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...prose.matchAll(INLINE)].map(([, piece = ""]) => piece);
  return { path, prose, code: [...blocks, ...inline] };
}

/** As GitHub makes them of headings. */
export function anchorsOf({ prose }: Page): Set<string> {
  return new Set(
    [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\- _]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

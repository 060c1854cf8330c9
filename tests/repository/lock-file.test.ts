import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface LockedPackage {
  version?: string;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
}

const root = new URL("../../", import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8")) as {
  packages: Record<string, LockedPackage>;
};

/** Where Node would find `name` from the package at `path`. */
function found(path: string, name: string): LockedPackage | undefined {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    const locked = packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`];
    if (locked !== undefined || folder === "") return locked;
  }
}

// npm writes only what it could fetch where the file was made; `npm ci` elsewhere then lacks its native parts.
it("has the native parts of every platform, not only of the one where it was written", () => {
  const missing: string[] = [];
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const name of Object.keys(optionalDependencies)) {
      // It has no `cpu`, so npm would bring it to every platform, and Node has native code.
      if (name.endsWith("-wasm32-wasi")) continue;
      if (found(path, name) === undefined) missing.push(`${path} → ${name}`);
    }
  }
  expect(missing).toEqual([]);
  const index = Object.entries(packages).filter(([path]) => path.includes("@lancedb/lancedb-"));
  expect(index.map(([, { os, cpu }]) => `${os?.[0]}-${cpu?.[0]}`)).toEqual(
    expect.arrayContaining(["darwin-arm64", "linux-arm64", "linux-x64", "win32-x64"]),
  );
  expect(new Set(index.map(([, { version }]) => version)).size).toBe(1);
});

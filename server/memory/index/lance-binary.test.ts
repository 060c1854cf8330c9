import { expect, it } from "vitest";
import { missingLanceBinary } from "./lance-binary.ts";

function only(installed: string) {
  return (name: string) => {
    if (name !== installed) throw new Error(`Cannot find module '${name}'`);
    return `/node_modules/${name}/index.node`;
  };
}

it.each([
  ["linux", "arm64", "@lancedb/lancedb-linux-arm64-musl"],
  ["linux", "x64", "@lancedb/lancedb-linux-x64-gnu"],
  ["darwin", "arm64", "@lancedb/lancedb-darwin-arm64"],
  ["win32", "x64", "@lancedb/lancedb-win32-x64-msvc"],
])("finds what npm installs on %s-%s", (platform, arch, name) => {
  expect(missingLanceBinary({ platform, arch, resolve: only(name) })).toBeUndefined();
});

it("says for which platform it is missing", () => {
  const resolve = only("@lancedb/lancedb-linux-x64-gnu");
  expect(missingLanceBinary({ platform: "darwin", arch: "x64", resolve })).toBe(
    "LanceDB is not installed for darwin-x64",
  );
});

/**
 * Generates protocols/generated/ from proto/. With --check it compares instead of writing and exits with 1 on drift.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pbjs from "protobufjs-cli/pbjs.js";
import pbts from "protobufjs-cli/pbts.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const protoRoot = join(root, "proto");
const protos = readdirSync(join(protoRoot, "trajectory/v1"))
  .filter((name) => name.endsWith(".proto"))
  .sort()
  .map((name) => join(protoRoot, "trajectory/v1", name));

function run(tool: typeof pbjs, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    tool.main(args, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function generate(folder: string): Promise<void> {
  const js = join(folder, "trajectory.js");
  await run(pbjs, [
    "-t",
    "static-module",
    "-w",
    "esm",
    "-r",
    "trajectory",
    "-d",
    "--force-number",
    "--no-service",
    "--no-verify",
    "--no-convert",
    "--no-delimited",
    "--no-typeurl",
    "-p",
    protoRoot,
    "-o",
    js,
    ...protos,
  ]);
  await run(pbts, ["-o", join(folder, "trajectory.d.ts"), js]);
}

const target = join(root, "generated");
if (process.argv.includes("--check")) {
  const scratch = mkdtempSync(join(tmpdir(), "trajectory-proto-"));
  await generate(scratch);
  const stale = ["trajectory.js", "trajectory.d.ts"].filter(
    (name) => readFileSync(join(scratch, name), "utf8") !== readFileSync(join(target, name), "utf8"),
  );
  rmSync(scratch, { recursive: true });
  if (stale.length > 0) {
    console.error(`protocols/generated is stale (${stale.join(", ")}): run npm run generate`);
    process.exitCode = 1;
  }
} else {
  await generate(target);
}

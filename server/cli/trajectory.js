#!/usr/bin/env node
/**
 * `trajectory` on the path: the command line under the Node that the project brings, whatever Node is on the path.
 * Plain JavaScript, because an older Node has to read it.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = new URL("main.ts", import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(main.href);
} else {
  const node = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("error", () => {
    console.error("trajectory needs Node 24: run npm ci in its folder first.");
    process.exitCode = 1;
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

/** The real `nats` command line, for tests of what a person at a terminal sees. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { servicesBin } from "./services-folder.ts";

const run = promisify(execFile);

export type NatsCli = { path: string } | { missing: string };

export async function findNatsCli(): Promise<NatsCli> {
  for (const path of [join(servicesBin(), "nats"), "nats"]) {
    try {
      await run(path, ["--version"], { timeout: 10_000 });
      return { path };
    } catch {
      // Not there: the next place may have it.
    }
  }
  return { missing: "make the NATS command line once with tests/services/build-nats-cli.sh (needs go)" };
}

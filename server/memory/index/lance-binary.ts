/** LanceDB is native code in packages of their own, one a platform; npm leaves out what does not fit or cannot be had. */
import { createRequire } from "node:module";

export interface Platform {
  platform: string;
  arch: string;
  /** Throws where the package is not installed. */
  resolve: (name: string) => string;
}

/** Of the C library, which npm has chosen. */
const LIBRARIES = ["", "-gnu", "-musl", "-msvc"];

/** @returns undefined where LanceDB has what it needs, else a sentence about what is missing */
export function missingLanceBinary({
  platform = process.platform,
  arch = process.arch,
  resolve = resolveFromLance,
}: Partial<Platform> = {}): string | undefined {
  const isThere = LIBRARIES.some((library) => {
    try {
      return resolve(`@lancedb/lancedb-${platform}-${arch}${library}`) !== "";
    } catch {
      return false;
    }
  });
  return isThere ? undefined : `LanceDB is not installed for ${platform}-${arch}`;
}

function resolveFromLance(name: string): string {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve("@lancedb/lancedb")).resolve(name);
}

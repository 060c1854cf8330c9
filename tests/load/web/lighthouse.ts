/** Lighthouse's accessibility and best practices of each room; 176 MB, so outside of the checkout and only on request. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { ROOMS } from "../../browser/rooms.ts";
import { freePort } from "../../services/free-port.ts";
import { installedPackages, installPackages } from "../packages.ts";
import { CHROMIUM_ARGS, play, signIn, VIEWPORT, type Visit } from "../../browser/visit.ts";

const PACKAGES = {
  name: "lighthouse",
  manifest: fileURLToPath(new URL("lighthouse/package.json", import.meta.url)),
};
const QUIET_MS = 1_000;
const LONGEST_LOAD_MS = 5_000;

/** What is used of Lighthouse's answer. */
interface Outcome {
  lhr: {
    lighthouseVersion: string;
    runtimeError?: { message: string };
    finalDisplayedUrl: string;
    categories: Record<
      string,
      { id: string; score: number | null; auditRefs: { id: string; weight: number }[] }
    >;
    audits: Record<string, { title: string; score: number | null }>;
  };
}
type Lighthouse = (url: string, flags: object) => Promise<Outcome>;

export interface RoomScore {
  room: string;
  /** 0 to 100. */
  accessibility: number;
  bestPractices: number;
  /** Titles of what cost points. */
  faults: string[];
}

/** @param install Fetches it where it is missing. @throws Error when a room cannot be judged */
export async function judgeRooms(
  visit: Visit,
  executablePath: string,
  install: boolean,
): Promise<{ version: string; scores: RoomScore[] } | { unavailable: string }> {
  const folder =
    (await installedPackages(PACKAGES)) ?? (install ? await installPackages(PACKAGES) : undefined);
  if (folder === undefined)
    return { unavailable: "Lighthouse is not installed: --install fetches 176 MB outside of the checkout" };
  const entry = join(folder, "node_modules/lighthouse/core/index.js");
  const { default: lighthouse } = (await import(pathToFileURL(entry).href)) as { default: Lighthouse };
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), "trajectory-lighthouse-"));
  // Lighthouse opens its own tabs, in the browser's first profile.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
  });
  try {
    await signIn(context, visit.product, visit.client);
    await play(visit.client, 1);
    const scores: RoomScore[] = [];
    let version = "";
    for (const { name, path } of ROOMS) {
      const { lhr } = await lighthouse(visit.product.url + path, flags(port));
      if (lhr.runtimeError !== undefined) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      if (new URL(lhr.finalDisplayedUrl).pathname !== path) throw new Error(`${name}: led elsewhere`);
      version = lhr.lighthouseVersion;
      scores.push(scoreOf(name, lhr));
    }
    return { version, scores };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function flags(port: number): object {
  return {
    port,
    logLevel: "error",
    disableStorageReset: true,
    disableFullPageScreenshot: true,
    onlyCategories: ["accessibility", "best-practices"],
    formFactor: "desktop",
    screenEmulation: { ...VIEWPORT, mobile: false, deviceScaleFactor: 1, disabled: false },
    throttlingMethod: "provided",
    maxWaitForLoad: LONGEST_LOAD_MS,
    networkQuietThresholdMs: QUIET_MS,
    cpuQuietThresholdMs: QUIET_MS,
  };
}

function scoreOf(room: string, { categories, audits }: Outcome["lhr"]): RoomScore {
  const of = (id: string): number => 100 * (categories[id]?.score ?? 0);
  const faults = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => audits[id]?.title ?? id),
  );
  return { room, accessibility: of("accessibility"), bestPractices: of("best-practices"), faults };
}

import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const CHROMIUM_HINT =
  "install Chromium (apt-get install chromium), or set TRAJECTORY_CHROMIUM to its program";

/** The program of the browser tests: what TRAJECTORY_CHROMIUM names, else a system's Chromium or Chrome. */
export function chromiumPath(): string | undefined {
  const wanted = process.env["TRAJECTORY_CHROMIUM"];
  return [...(wanted === undefined || wanted === "" ? PLACES : [wanted])].find((place) => existsSync(place));
}

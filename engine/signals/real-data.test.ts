import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cadenceOf } from "./cadence.ts";
import { powerSpectrum } from "./fourier.ts";
import { meanNn, pnn, rmssd, sdnn } from "./hrv.ts";
import { dynamicRms, enmo, gravityFromAttitude } from "./motion.ts";

const data = new URL("../../../shared/data/", import.meta.url);
const present = existsSync(new URL("hrv-rr/measurements.csv.gz", data));

function readCsv(path: string): { columns: string[]; rows: string[][] } {
  const bytes = readFileSync(new URL(path, data));
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trim();
  const [head = "", ...lines] = text.split("\n");
  return { columns: head.split(","), rows: lines.map((line) => line.split(",")) };
}

function motion(name: string) {
  const { columns, rows } = readCsv(`motion-coremotion/${name}.csv`);
  const column = (title: string) => rows.map((row) => Number(row[columns.indexOf(title)]));
  const axes = ["x", "y", "z"] as const;
  const gravity = axes.map((axis) => column(`gravity.${axis}`));
  const user = axes.map((axis) => column(`userAcceleration.${axis}`));
  const r = rows.map((_, i) =>
    Math.hypot(...axes.map((_axis, a) => (gravity[a]?.[i] ?? 0) + (user[a]?.[i] ?? 0))),
  );
  return { tS: column("t"), r, gravity, column };
}

describe.skipIf(!present)("real data (needs ../shared/data beside the repository)", () => {
  it("gives the published figures of all series of hrv-rr, up to their rounding", () => {
    const { columns, rows } = readCsv("hrv-rr/measurements.csv.gz");
    const worst = { mean: 0, sdnn: 0, rmssd: 0, pnn50: 0 };
    for (const row of rows) {
      const published = (name: string) => Number(row[columns.indexOf(name)]);
      const rr = (row[columns.indexOf("rr_ms")] ?? "").split(" ").map(Number);
      worst.mean = Math.max(worst.mean, Math.abs(meanNn(rr) - published("meanrr_ms")));
      worst.sdnn = Math.max(worst.sdnn, Math.abs(sdnn(rr) - published("sdnn_ms")));
      worst.rmssd = Math.max(worst.rmssd, Math.abs(rmssd(rr) - published("rmssd_ms")));
      worst.pnn50 = Math.max(worst.pnn50, Math.abs(pnn(rr, 50) - published("pnn50_pct")));
    }
    expect(rows.length).toBe(2385);
    expect(worst.mean).toBeLessThan(0.00051);
    expect(worst.sdnn).toBeLessThan(0.00051);
    expect(worst.rmssd).toBeLessThan(0.00051);
    expect(worst.pnn50).toBeLessThan(0.0051);
  });

  it("orders a walk, standing and lying still", () => {
    const [walk, balance, still] = ["walk", "balance", "still_on_table"].map((name) => motion(name));
    expect(enmo(walk?.r ?? [])).toBeGreaterThan(0.08);
    expect(dynamicRms(still?.r ?? [])).toBeLessThan(0.01);
    // Standing, after the first second in which the phone was put away.
    const standing = (balance?.r ?? []).slice(500);
    expect(dynamicRms(standing)).toBeLessThan(0.02);
    expect(cadenceOf(still?.tS ?? [], still?.r ?? [], 9.9)?.moving).toBe(0);
  });

  it("sees the legs of the walk swing about 20 times in 29.9 s", () => {
    const { column } = motion("walk");
    const total = new Float64Array(2049);
    for (const axis of ["x", "y", "z"]) {
      const turn = column(`rotationRate.${axis}`);
      const power = powerSpectrum(turn, turn.length, 4096, new Float64Array(2049));
      for (let k = 0; k < total.length; k++) total[k] = (total[k] ?? 0) + (power[k] ?? 0);
    }
    let best = 20;
    for (let k = 20; k < 164; k++) if ((total[k] ?? 0) > (total[best] ?? 0)) best = k;
    const swings = ((best * 100) / 4096) * 29.9;
    expect(swings).toBeGreaterThan(18);
    expect(swings).toBeLessThan(23);
  });

  it("finds gravity from the attitude of every sample", () => {
    const { gravity, column } = motion("walk");
    const [x, y, z, w] = ["x", "y", "z", "w"].map((part) => column(`quaternion.${part}`));
    let worst = 0;
    for (let i = 0; i < (x?.length ?? 0); i++) {
      const found = gravityFromAttitude(x?.[i] ?? 0, y?.[i] ?? 0, z?.[i] ?? 0, w?.[i] ?? 0);
      for (let axis = 0; axis < 3; axis++) {
        worst = Math.max(worst, Math.abs((found[axis] ?? 0) - (gravity[axis]?.[i] ?? 0)));
      }
    }
    expect(worst).toBeLessThan(3e-6);
  });
});

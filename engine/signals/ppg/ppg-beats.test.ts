import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formulaRr } from "../testing.ts";
import { ppgBeats } from "./ppg-beats.ts";

/** A finger on a camera of 30 frames a second that are not quite even: it darkens when the blood comes. */
function finger(rr: readonly number[], drift = 0) {
  const beats: number[] = [];
  let at = 0.5;
  for (const interval of rr) beats.push((at += interval / 1000));
  const frames = Math.floor((beats.at(-1) ?? 0) * 30);
  const t = Array.from({ length: frames }, (_, i) => i / 30 + 0.004 * Math.sin(i * 12.9898));
  const x = t.map((s) => {
    let pulse = 0;
    for (const beat of beats) {
      const after = s - beat;
      if (after < -0.5 || after > 1.5) continue;
      pulse += Math.exp(-(((after - 0.12) / 0.09) ** 2)) + 0.35 * Math.exp(-(((after - 0.42) / 0.12) ** 2));
    }
    return 200 - pulse + drift * Math.sin(0.7 * s);
  });
  return { beats, t, x };
}

describe("beats of a pulse by light", () => {
  const rr = formulaRr().slice(0, 80);

  it("are all found, with intervals right to some milliseconds, though the light drifts", () => {
    const { t, x, beats } = finger(rr, 3);
    const found = ppgBeats(t, x);
    const pairs = beats.slice(2, -2).flatMap((beat, i) => {
      const near = found.find((one) => Math.abs(one.t - beat - 0.06) < 0.1);
      return near === undefined ? [] : [Math.abs(near.rr - (rr[i + 2] ?? 0))];
    });
    expect(pairs).toHaveLength(beats.length - 4);
    expect(pairs.reduce((a, b) => a + b) / pairs.length).toBeLessThan(6);
    expect(found.filter(({ artefact }) => artefact).length).toBeLessThanOrEqual(3);
  });

  it("are doubted where frames are missing", () => {
    const { t, x } = finger(rr);
    const kept = t.flatMap((s, i) => (s > 20 && s < 21 ? [] : [i]));
    const found = ppgBeats(
      kept.map((i) => t[i] ?? 0),
      kept.map((i) => x[i] ?? 0),
    );
    const over = found.filter((beat) => beat.t > 21 && beat.t - beat.rr / 1000 < 20);
    for (const beat of over) expect(beat.artefact).toBe(true);
    expect(found.filter(({ artefact }) => !artefact).length).toBeGreaterThan(70);
  });

  it("are doubted while the finger moves", () => {
    const { t, x } = finger(rr);
    const moved = x.map(
      (value, i) => value + ((t[i] ?? 0) > 30 && (t[i] ?? 0) < 34 ? 8 * Math.sin(i * 1.7) : 0),
    );
    const found = ppgBeats(t, moved);
    const during = found.filter((beat) => beat.t > 30.2 && beat.t < 33.8);
    expect(during.length).toBeGreaterThan(0);
    expect(during.every(({ artefact }) => artefact)).toBe(true);
  });

  it("are none without a pulse, in a moment, or without light", () => {
    expect(ppgBeats([], [])).toEqual([]);
    const t = Array.from({ length: 300 }, (_, i) => i / 30);
    expect(
      ppgBeats(
        t,
        t.map(() => 255),
      ),
    ).toEqual([]);
    const { t: s, x } = finger(rr);
    expect(ppgBeats(s.slice(0, 60), x.slice(0, 60))).toEqual([]);
  });

  const recording = new URL("../../../../shared/data/ppg-rr/subject_05_ppg.csv", import.meta.url);
  it.skipIf(!existsSync(recording))("of a real finger give the mean heart rate of the strap", () => {
    const rows = (name: string) =>
      readFileSync(new URL(name, recording), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",").map(Number));
    const frames = rows("subject_05_ppg.csv");
    const beats = ppgBeats(
      frames.map(([ms]) => (ms ?? 0) / 1000),
      frames.map(([, red]) => red ?? 0),
    ).filter(({ artefact }) => !artefact);
    const strap = rows("subject_05_rr.csv").map(([ms]) => ms ?? 0);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(60_000 / mean(beats.map((beat) => beat.rr))).toBeCloseTo(60_000 / mean(strap), 0);
  });
});

import { describe, expect, it } from "vitest";
import { beatFeatures, rateFeatures } from "./heart-features.ts";
import { markArtefacts } from "./rr-artefacts.ts";
import { formulaRr } from "./testing.ts";

function window(rr: readonly number[], lengthS = 64, lost: readonly number[] = []) {
  const beatS: number[] = [];
  let t = 0;
  for (const interval of rr) {
    t += interval / 1000;
    beatS.push(t);
  }
  const count = beatS.filter((s) => s < lengthS).length;
  return {
    beatS,
    rr,
    follows: rr.map((_, i) => (lost.includes(i) ? 0 : 1)),
    count,
    lengthS,
  };
}

function named(features: ReturnType<typeof beatFeatures>, name: string) {
  return features.find((feature) => feature.name === name);
}

describe("artefacts of beat intervals", () => {
  it("are impossible intervals and those far from their neighbours", () => {
    const rr = [800, 810, 805, 0, 795, 1600, 400, 800, 2500, 790, 805, 800];
    const marks = new Uint8Array(rr.length);
    expect(markArtefacts(rr, marks)).toBe(4);
    expect([...marks]).toEqual([0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0]);
  });

  it("are not a steady fast or slow heart", () => {
    const marks = new Uint8Array(100);
    expect(
      markArtefacts(
        Array.from({ length: 100 }, (_, i) => 350 + i * 10),
        marks,
      ),
    ).toBe(0);
  });
});

describe("heart window", () => {
  it("has hr, rmssd and coherence on steady beats", () => {
    const beats = window(formulaRr());
    const features = beatFeatures(beats);
    const used = beats.rr.slice(0, beats.count);
    expect(named(features, "hr")?.value).toBeCloseTo(
      (60_000 * used.length) / used.reduce((a, b) => a + b),
      9,
    );
    const squares = used.slice(1).map((rr, i) => (rr - (used[i] ?? 0)) ** 2);
    expect(named(features, "rmssd")?.value).toBeCloseTo(
      Math.sqrt(squares.reduce((a, b) => a + b) / squares.length),
      9,
    );
    expect(named(features, "coherence")?.value).toBeGreaterThan(-0.5);
    expect(named(features, "hr")?.coverage).toBeGreaterThan(0.98);
    expect(named(features, "hr")?.artefactShare).toBe(0);
  });

  it("sees one slow rhythm as more coherent than two", () => {
    const one = Array.from(
      { length: 90 },
      (_, i) => 800 + 40 * Math.sin((2 * Math.PI * 0.1 * i * 800) / 1000),
    );
    const pure = named(beatFeatures(window(one)), "coherence")?.value ?? Number.NaN;
    const mixed = named(beatFeatures(window(formulaRr())), "coherence")?.value ?? Number.NaN;
    expect(pure).toBeGreaterThan(mixed + 0.5);
  });

  it("gives no rmssd under 60 s of beats, and no difference across lost beats", () => {
    expect(named(beatFeatures(window(formulaRr().slice(0, 70))), "rmssd")).toBeUndefined();
    const steps = Array.from({ length: 90 }, (_, i) => (i < 40 ? 750 : 850));
    const joined = named(beatFeatures(window(steps)), "rmssd")?.value ?? Number.NaN;
    expect(joined).toBeGreaterThan(10);
    expect(named(beatFeatures(window(steps, 64, [40])), "rmssd")?.value).toBe(0);
  });

  it("says what share was left out, and trusts the rest less", () => {
    const rr = formulaRr().slice(0, 85);
    rr[20] = 1500;
    const hr = named(beatFeatures(window(rr)), "hr");
    expect(hr?.artefactShare).toBeCloseTo(1 / window(rr).count, 12);
    expect(hr?.quality).toBeLessThan(hr?.coverage ?? 0);
    expect(beatFeatures(window([0, 0, 0]))).toEqual([]);
  });

  it("falls back to rates of the device", () => {
    const t = Array.from({ length: 12 }, (_, i) => i * 5);
    const features = rateFeatures(
      t,
      t.map(() => 72),
      12,
      64,
      10,
    );
    expect(features).toHaveLength(1);
    expect(features[0]).toMatchObject({ name: "hr", value: 72, artefactShare: 0 });
    expect(features[0]?.coverage).toBeCloseTo(1, 9);
    expect(rateFeatures([0], [0], 1, 64, 10)).toEqual([]);
  });
});

describe("beats that somebody found in another signal", () => {
  it("are left out where they are doubted, with how they were found in the method", () => {
    const rr = formulaRr().slice(0, 85);
    const doubtful = rr.map((_, i) => (i % 10 === 5 ? 1 : 0));
    const spoilt = rr.map((interval, i) => interval + (doubtful[i] === 1 ? 90 : 0));
    const features = beatFeatures({ ...window(spoilt), doubtful, source: "ppg-upstroke/1" });
    const trusted = beatFeatures(window(spoilt));
    expect(named(features, "hr")?.artefactShare).toBeCloseTo(0.1, 1);
    expect(named(features, "hr")?.method).toBe("hr-rr/1+ppg-upstroke/1");
    const usual = named(beatFeatures(window(rr)), "hr")?.value ?? 0;
    expect(Math.abs((named(features, "hr")?.value ?? 0) - usual)).toBeLessThan(0.3);
    expect(Math.abs((named(trusted, "hr")?.value ?? 0) - usual)).toBeGreaterThan(0.5);
  });
});

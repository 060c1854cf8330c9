import { describe, expect, it } from "vitest";
import { type ClockReading, fitClock } from "./clock-fit.ts";

/** Deterministic numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const START = 1_790_000_000_000_000;

interface Link {
  seconds: number;
  offsetUs: (deviceUs: number) => number;
  /** Ways there and back, µs. */
  there: (random: () => number) => number;
  back: (random: () => number) => number;
  seed?: number;
  /** Times without a connection, s. */
  outage?: [number, number];
}

/** 8 exchanges at the start, then one every 5 s. */
function simulate({ seconds, offsetUs, there, back, seed = 1, outage }: Link): ClockReading[] {
  const random = randomFrom(seed);
  const times = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
  for (let s = 5; s < seconds; s += 5) times.push(s);
  return times
    .filter((s) => outage === undefined || s < outage[0] || s > outage[1])
    .map((s) => {
      const [up, down] = [there(random), back(random)];
      const deviceUs = START + s * 1e6;
      return { deviceUs, offsetUs: offsetUs(deviceUs) + (up - down) / 2, roundTripUs: up + down };
    });
}

/** A mobile network: 10 ms, seldom much more. */
const network = (random: () => number) =>
  10_000 + 2_000 * random() + (random() < 0.2 ? 80_000 * random() : 0);

describe("clock of a device", () => {
  it.each([-50, 0, 50])("finds an offset and a skew of %d ppm", (ppm) => {
    const truth = (deviceUs: number) => 3_000_000 + ((deviceUs - START) * ppm) / 1e6;
    const readings = simulate({ seconds: 3600, offsetUs: truth, there: network, back: network });
    const [epoch, ...more] = fitClock(readings);
    expect(more).toEqual([]);
    expect(epoch?.skewPpm).toBeCloseTo(ppm, 0);
    for (const t of [0, 1800, 3600]) {
      const fitted = (epoch?.offsetUs ?? 0) + ((epoch?.skewPpm ?? 0) / 1e6) * t * 1e6;
      expect(Math.abs(fitted - truth(START + t * 1e6))).toBeLessThan(2_000);
    }
    expect(epoch?.errorUs).toBeGreaterThan(10_000);
    expect(epoch?.errorUs).toBeLessThan(11_000);
  });

  it("states an error that holds when one way takes 0 to 80 ms longer", () => {
    for (const extra of [0, 20_000, 40_000, 80_000]) {
      const readings = simulate({
        seconds: 1200,
        offsetUs: () => -500_000,
        there: (random) => network(random) + extra,
        back: network,
        seed: extra + 3,
      });
      const [epoch] = fitClock(readings);
      expect(Math.abs((epoch?.offsetUs ?? 0) + 500_000)).toBeLessThanOrEqual(epoch?.errorUs ?? 0);
    }
  });

  it("begins a new epoch where the clock was set, and none where only the network was slow", () => {
    const step = (deviceUs: number) => (deviceUs < START + 600e6 ? 0 : 2_000_000);
    const epochs = fitClock(simulate({ seconds: 1200, offsetUs: step, there: network, back: network }));
    expect(epochs).toHaveLength(2);
    expect(epochs[0]?.offsetUs).toBeCloseTo(0, -4);
    expect(epochs[1]?.fromUs).toBe(START + 600e6);
    expect(Math.abs((epochs[1]?.offsetUs ?? 0) - 2_000_000)).toBeLessThan(3_000);
  });

  it("goes on over 30 s without a connection, in whatever order readings come", () => {
    const drift = (deviceUs: number) => ((deviceUs - START) * 40) / 1e6;
    const link = {
      seconds: 900,
      offsetUs: drift,
      there: network,
      back: network,
      outage: [300, 330] as [number, number],
    };
    const readings = simulate(link);
    const epochs = fitClock(readings);
    expect(epochs).toHaveLength(1);
    expect(fitClock(readings.toReversed())).toEqual(epochs);
  });

  it("gives the best single reading before there is time for a line, and nothing for nothing", () => {
    expect(fitClock([])).toEqual([]);
    const readings = [
      { deviceUs: START, offsetUs: 900, roundTripUs: 30_000 },
      { deviceUs: START + 100_000, offsetUs: 500, roundTripUs: 8_000 },
    ];
    expect(fitClock(readings)).toEqual([
      { fromUs: START, toUs: START + 100_000, offsetUs: 500, skewPpm: 0, errorUs: 4_000, readings: 2 },
    ]);
  });
});

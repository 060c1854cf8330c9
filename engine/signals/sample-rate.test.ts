import { describe, expect, it } from "vitest";
import { SeededRandom } from "./learn/random.ts";
import { SampleRateEstimate } from "./sample-rate.ts";

const START = 1_790_000_000_123_456;

describe("rate of a sensor", () => {
  it("puts stamps where the online dejitter of liblsl 1.18 puts them", () => {
    // A stream of nominally 100 Hz at 99.5 Hz, pushed through liblsl on one machine with proc_dejitter.
    const stamp = (i: number) => 5000 + i / 99.5 + 0.01 * (((i * 7919 + 13) % 1000) / 1000 - 0.5);
    const answers = new Map([
      [1, 5000.014370251258],
      [2, 5000.025276921299],
      [3, 5000.034850379116],
      [4, 5000.044090553226],
      [10, 5000.098895525637],
      [99, 5000.99478218669],
      [999, 5010.040150764807],
      [2999, 5030.140683393525],
    ]);
    const rate = new SampleRateEstimate(100);
    for (let i = 0; i < 3000; i++) {
      const line = rate.add(i, stamp(i) * 1e6) / 1e6;
      const answer = answers.get(i);
      if (answer !== undefined) expect(Math.abs(line - answer)).toBeLessThan(2e-6);
    }
  });

  it("holds what the test of liblsl demands of normal jitter of 5 ms, and ten times more", () => {
    const random = new SeededRandom(1);
    const rate = new SampleRateEstimate(100);
    let outliers = 0;
    rate.add(0, 5000e6);
    for (let i = 1; i < 100_000; i++) {
      const line = rate.add(i, (5000 + i / 100 + 0.05 + 0.005 * random.normal()) * 1e6) / 1e6;
      if (i > 1000 && Math.abs(line - (5000 + i / 100 + 0.05)) > 0.001) outliers++;
    }
    expect(outliers).toBeLessThan(100);
    const { hz, jitterMs } = expectRate(rate);
    expect(Math.abs(1 / hz - 0.01)).toBeLessThan(1e-7);
    expect(jitterMs).toBeCloseTo(5, 0);
  });

  it("is that of the stamps, not the nominal one, at once and after days", () => {
    for (const hz of [99.3, 100, 100.7]) {
      const rate = new SampleRateEstimate(100);
      for (let i = 0; i < 1000; i++) rate.add(i, START + Math.round((i * 1e6) / hz));
      // Stamps are whole microseconds: 3 parts in a million of 10 s.
      expect(Math.abs(expectRate(rate).hz - hz)).toBeLessThan(3e-4);
      const later = 20_000_000;
      for (let i = later; i < later + 1000; i++) rate.add(i, START + Math.round((i * 1e6) / hz));
      expect(Math.abs(expectRate(rate).hz - hz)).toBeLessThan(3e-4);
    }
  });

  it("states an error that holds: two of three times within one, nearly always within three", () => {
    const runs = 300;
    let [within1, within3] = [0, 0];
    for (let seed = 1; seed <= runs; seed++) {
      const random = new SeededRandom(seed);
      const rate = new SampleRateEstimate(50);
      for (let i = 0; i < 1500; i++) rate.add(i, START + i * 20_100 + 3_000 * random.normal());
      const { hz, errorHz } = expectRate(rate);
      const off = Math.abs(hz - 1e6 / 20_100) / errorHz;
      if (off < 1) within1++;
      if (off < 3) within3++;
    }
    expect(within1 / runs).toBeGreaterThan(0.63);
    expect(within3 / runs).toBeGreaterThan(0.99);
  });

  it("begins a new line behind a pause, and keeps what it knows of the rate", () => {
    const rate = new SampleRateEstimate(100);
    for (let i = 0; i < 2000; i++) rate.add(i, START + i * 10_050);
    const { errorHz } = expectRate(rate);
    // The numbers go on where they were; the time does not. A clock that is set back is a pause of less than nothing.
    for (const pause of [2_000_000, 2_000_000 - 90_000_000, 3_600_000_000]) {
      for (let i = 2000; i < 2100; i++) rate.add(i, START + pause + i * 10_050);
      expect(expectRate(rate).hz).toBeCloseTo(1e6 / 10_050, 6);
      expect(expectRate(rate).errorHz).toBeLessThan(errorHz + 1e-6);
    }
  });

  it("says nothing about a few samples, about none that go on, and about no rate at all", () => {
    const rate = new SampleRateEstimate(100);
    expect(rate.rate).toBeUndefined();
    for (let i = 0; i < 8; i++) rate.add(i, START + i * 10_000);
    expect(rate.rate).toBeUndefined();
    const still = new SampleRateEstimate(100);
    for (let i = 0; i < 100; i++) still.add(i, START);
    const said = still.rate;
    expect(said === undefined || said.errorHz >= 0).toBe(true);
    expect(() => new SampleRateEstimate(0)).toThrow(RangeError);
  });
});

function expectRate(estimate: SampleRateEstimate) {
  const { rate } = estimate;
  if (rate === undefined) throw new Error("There is no rate.");
  return rate;
}

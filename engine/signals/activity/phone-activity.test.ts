import { describe, expect, it } from "vitest";
import { PhoneActivity } from "./phone-activity.ts";

/** Ten seconds of a phone: acceleration in g, rotation in rad/s, sampled with jitter. */
function phone(
  acceleration: (t: number) => number,
  speed: (t: number) => number,
  turn: (t: number) => number,
  measured: (t: number) => boolean = () => true,
) {
  const stamps = (hz: number) =>
    Array.from({ length: 10 * hz }, (_, i) => i / hz + 0.001 * Math.abs(Math.sin(i * 7.7))).filter(measured);
  const tS = stamps(100);
  const slow = stamps(20);
  return [
    { tS, r: tS.map(acceleration), count: tS.length, lengthS: 10, nominalHz: 100 },
    {
      tS: slow,
      speed: slow.map(speed),
      count: slow.length,
      turnTS: slow,
      turn: slow.map(turn),
      turnCount: slow.length,
    },
  ] as const;
}

const noise = (t: number, size: number) => size * Math.sin(t * 12345.678);
const still = phone(
  (t) => 1 + noise(t, 0.004),
  (t) => 0.02 + noise(t, 0.01),
  (t) => noise(t, 0.01),
);
/** Heels that strike 1.8 times a second, and legs that swing. */
const gait = (t: number) => {
  const phase = (1.8 * t) % 1;
  const strike = 0.9 * Math.exp(-(((phase - 0.5) / 0.05) ** 2));
  return 0.9 + 0.2 * Math.sin(2 * Math.PI * phase) + strike + noise(t, 0.08);
};
const legs = (t: number) => 0.6 + 2.4 * Math.abs(Math.sin(Math.PI * 1.8 * t)) ** 2;
const sway = (t: number) => 1.6 * Math.sin(Math.PI * 1.8 * t);
const walking = phone(gait, legs, sway);

describe("activity of a window", () => {
  const activity = new PhoneActivity();
  const shares = (window: ReturnType<typeof phone>) =>
    Object.fromEntries(activity.read(...window).map(({ name, value }) => [name, value]));

  it("tells sitting from walking", () => {
    expect(shares(still)["activity.still"]).toBeGreaterThan(0.9);
    expect(shares(walking)["activity.walking"]).toBeGreaterThan(0.7);
  });

  it("gives the shares of the window, with method, coverage and quality", () => {
    const half = phone(
      (t) => (t < 4 ? 1 + noise(t, 0.004) : gait(t)),
      (t) => (t < 4 ? 0.02 : legs(t)),
      (t) => (t < 4 ? 0 : sway(t)),
    );
    const features = activity.read(...half);
    expect(features.map(({ name }) => name)).toEqual([
      "activity.sitting_down",
      "activity.standing_up",
      "activity.still",
      "activity.turning",
      "activity.walking",
    ]);
    expect(features.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(shares(half)["activity.walking"]).toBeGreaterThan(0.35);
    expect(shares(half)["activity.walking"]).toBeLessThan(0.75);
    for (const { method, coverage, quality } of features) {
      expect(method).toBe("activity-phone/1");
      expect(coverage).toBeGreaterThan(0.99);
      expect(quality).toBeGreaterThan(0.4);
      expect(quality).toBeLessThanOrEqual(coverage);
    }
  });

  it("speaks of what was measured only", () => {
    const late = phone(
      gait,
      legs,
      () => 0,
      (t) => t >= 6,
    );
    expect(activity.read(...late)[0]?.coverage).toBeCloseTo(0.4, 2);
    expect(
      activity.read(
        ...phone(
          gait,
          legs,
          () => 0,
          (t) => t > 9.9,
        ),
      ),
    ).toEqual([]);
    expect(activity.read(walking[0], { ...walking[1], count: 0, turnCount: 0 })).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { DISCOUNTS, FadingMeans } from "./fading-mean.ts";

test("the shares of all readings make up the mean", () => {
  const readings = [0.3, -0.7, 0.3, 0.3, -0.7, 0.3];
  const means = new FadingMeans();
  for (const reading of readings) means.add(reading);
  for (const [k, discount] of DISCOUNTS.entries()) {
    let sum = 0;
    let weight = 0;
    for (const [i, reading] of readings.entries()) {
      const age = readings.length - 1 - i;
      sum += reading * means.share(k, 1, age);
      weight += discount ** age;
    }
    expect(means.mean(k, 1)).toBeCloseTo(sum, 14);
    expect(means.variance(k, 1)).toBeCloseTo(1 / (1 + weight), 14);
  }
});

test("before any reading it is the prior", () => {
  const means = new FadingMeans();
  expect(means.mean(0, 1)).toBe(0);
  expect(means.variance(0, 4)).toBe(0.25);
});

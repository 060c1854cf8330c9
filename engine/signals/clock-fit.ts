/**
 * What exchanges of time say about a device's clock: offset and skew by a robust line, one per unbroken epoch.
 *
 * An exchange bounds the offset strictly: the true one lies within half the round trip of the measured one, whatever
 * the two ways took. A clock was set anew where these bounds leave no line of a sane skew through them.
 */

/** One exchange: the measured offset (server − device) at a time of the device's clock, µs. */
export interface ClockReading {
  deviceUs: number;
  offsetUs: number;
  roundTripUs: number;
}

export interface ClockEpoch {
  /** First and last reading, device time, µs. */
  fromUs: number;
  toUs: number;
  /** At `fromUs`; add it to the device's time to get the server's. */
  offsetUs: number;
  /** How much faster the server's clock runs, parts per million. */
  skewPpm: number;
  /** Half of the least round trip: no better is known, µs. */
  errorUs: number;
  readings: number;
}

/** Crystals are within this of each other, ppm. */
const MOST_SKEW_PPM = 200;
/** What a step must exceed beside the bounds, µs: stamps are not exact. */
const STAMP_NOISE_US = 1_000;
/** In each span only the exchange with the least round trip counts, µs. */
const SPAN_US = 30_000_000;
/** A line needs this much time, µs; before it the offset alone is fitted. */
const LINE_US = 60_000_000;
const PASSES = 8;

/** Epochs in order of device time. Readings may come in any order; none for no readings. */
export function fitClock(readings: readonly ClockReading[]): ClockEpoch[] {
  return unbroken(inOrder(readings)).map(fitEpoch);
}

/** As they come, they usually are. */
function inOrder(readings: readonly ClockReading[]): readonly ClockReading[] {
  for (let i = 1; i < readings.length; i++) {
    if ((readings[i]?.deviceUs ?? 0) < (readings[i - 1]?.deviceUs ?? 0)) {
      return readings.toSorted((a, b) => a.deviceUs - b.deviceUs);
    }
  }
  return readings;
}

function unbroken(readings: readonly ClockReading[]): ClockReading[][] {
  const epochs: ClockReading[][] = [];
  let low = 0;
  let high = 0;
  let last = 0;
  for (const reading of readings) {
    const epoch = epochs.at(-1);
    const drift = ((reading.deviceUs - last) * MOST_SKEW_PPM) / 1e6;
    const reach = reading.roundTripUs / 2 + STAMP_NOISE_US;
    const [from, to] = [reading.offsetUs - reach, reading.offsetUs + reach];
    last = reading.deviceUs;
    if (epoch === undefined || from > high + drift || to < low - drift) {
      epochs.push([reading]);
      [low, high] = [from, to];
      continue;
    }
    epoch.push(reading);
    // What all readings so far allow, and what time has made possible since.
    low = Math.max(from, low - drift);
    high = Math.min(to, high + drift);
  }
  return epochs;
}

function fitEpoch(readings: readonly ClockReading[]): ClockEpoch {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("an epoch without readings");
  const best = leastRoundTrips(readings);
  const errorUs = Math.min(...best.map(({ roundTripUs }) => roundTripUs)) / 2;
  const line = last.deviceUs - first.deviceUs >= LINE_US ? fitLine(best, first.deviceUs) : undefined;
  const closest = best.find(({ roundTripUs }) => roundTripUs === errorUs * 2) ?? first;
  return {
    fromUs: first.deviceUs,
    toUs: last.deviceUs,
    offsetUs: line?.offset ?? closest.offsetUs,
    skewPpm: (line?.slope ?? 0) * 1e6,
    errorUs,
    readings: readings.length,
  };
}

function leastRoundTrips(readings: readonly ClockReading[]): ClockReading[] {
  const best: ClockReading[] = [];
  let span = Number.NaN;
  for (const reading of readings) {
    const mine = Math.floor(reading.deviceUs / SPAN_US);
    const held = best.at(-1);
    if (mine !== span || held === undefined) best.push(reading);
    else if (reading.roundTripUs < held.roundTripUs) best[best.length - 1] = reading;
    span = mine;
  }
  return best;
}

/**
 * Weighted least squares, where a reading weighs less the longer it was on its way and the further it lies from the
 * line (Huber's weights).
 */
function fitLine(readings: readonly ClockReading[], originUs: number): { offset: number; slope: number } {
  const least = Math.min(...readings.map(({ roundTripUs }) => roundTripUs));
  const sure = readings.map(({ roundTripUs }) => 1 / (STAMP_NOISE_US / 4 + roundTripUs - least) ** 2);
  let weights = sure;
  let line = { offset: 0, slope: 0 };
  for (let pass = 0; pass < PASSES; pass++) {
    line = weightedLine(readings, weights, originUs);
    const distances = readings.map((reading) => Math.abs(distanceOf(reading, line, originUs)));
    const scale = Math.max(1, 1.4826 * medianOf(distances));
    weights = sure.map((weight, i) => weight * Math.min(1, (1.345 * scale) / (distances[i] ?? 0)));
  }
  return line;
}

function distanceOf(
  { deviceUs, offsetUs }: ClockReading,
  { offset, slope }: { offset: number; slope: number },
  originUs: number,
): number {
  return offsetUs - offset - slope * (deviceUs - originUs);
}

function weightedLine(
  readings: readonly ClockReading[],
  weights: readonly number[],
  originUs: number,
): { offset: number; slope: number } {
  let sum = 0;
  let meanT = 0;
  let meanO = 0;
  for (const [i, { deviceUs, offsetUs }] of readings.entries()) {
    const weight = weights[i] ?? 0;
    sum += weight;
    meanT += weight * (deviceUs - originUs);
    meanO += weight * offsetUs;
  }
  meanT /= sum;
  meanO /= sum;
  let squares = 0;
  let products = 0;
  for (const [i, { deviceUs, offsetUs }] of readings.entries()) {
    const t = deviceUs - originUs - meanT;
    squares += (weights[i] ?? 0) * t * t;
    products += (weights[i] ?? 0) * t * (offsetUs - meanO);
  }
  const slope = squares === 0 ? 0 : products / squares;
  return { offset: meanO - slope * meanT, slope };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

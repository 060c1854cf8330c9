/** A simulated device with a clock and a sensor of its own, and what the live path makes of both. */
import { SeededRandom } from "@trajectory/engine/signals/learn/random.ts";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { describe, expect, it } from "vitest";
import { MOTION } from "../testing/signals.ts";
import { SessionWindows } from "../windows/session-windows.ts";
import { ClockRecord } from "./clock.ts";

const START = 1_790_000_000_000_000;
const SESSION = "00000000-0000-4000-8000-000000000001";
/** The sensor was asked for 100 Hz and gives this. */
const HZ = 99.6;
const JITTER_US = 500;
const PER_BLOCK = 50;
const SET_BACK_US = 2_000_000;

interface Device {
  seconds: number;
  /** How much faster the server's clock runs. */
  skewPpm?: number;
  /** When the device's clock is set back by 2 s, s. */
  setBackAt?: number;
  /** What the way up takes longer than the way down, µs. */
  asymmetryUs?: number;
  /** Blocks that are held back behind the next two. */
  reordered?: (block: number) => boolean;
  /** Without a connection, s: no exchanges; the blocks come afterwards. */
  outage?: readonly [number, number];
  /** The sensor is away too, and counts on where it was. */
  sensorPauses?: boolean;
}

interface Heard {
  windows: Window[];
  clock: ClockRecord;
}

/** Plays the device into the parts of the live path that look at time: exchanges and blocks. */
function play(device: Device): Heard {
  const random = new SeededRandom(7);
  const clock = new ClockRecord();
  const windows: Window[] = [];
  const live = new SessionWindows({
    sessionId: SESSION,
    streams: [MOTION],
    onWindow: (window) => windows.push(window),
  });
  const [awayFrom, awayUntil] = device.outage ?? [Infinity, -Infinity];
  const isAway = (s: number) => s >= awayFrom && s < awayUntil;
  const bursts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
  for (let s = 5; s < device.seconds; s += 5) bursts.push(s);
  for (const s of bursts) {
    if (isAway(s)) continue;
    const us = s * 1e6 - setBack(device, s);
    const down = 10_000 + 2_000 * random.uniform();
    const up = down + (device.asymmetryUs ?? 0);
    const server = START + s * 1e6 * (1 + (device.skewPpm ?? 0) / 1e6) + up;
    clock.add({ t0Us: START + us, t1Us: server, t2Us: server + 100, t3Us: START + us + up + down + 100 });
  }
  const blocks = blocksOf(device, random, isAway);
  const held: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    if (device.reordered?.(index) === true) {
      held.push(block);
      continue;
    }
    live.push(block);
    if (index % 3 === 2) for (const late of held.splice(0)) live.push(late);
  }
  for (const late of held) live.push(late);
  live.flush();
  return { windows, clock };
}

function blocksOf(device: Device, random: SeededRandom, isAway: (s: number) => boolean): Block[] {
  const blocks: Block[] = [];
  let seq = 0;
  for (let tick = 0; tick / HZ < device.seconds;) {
    const t: number[] = [];
    while (t.length < PER_BLOCK && tick / HZ < device.seconds) {
      if (device.sensorPauses !== true || !isAway(tick / HZ)) {
        const jitter = JITTER_US * (random.uniform() - 0.5);
        const us = Math.round(START + (tick * 1e6) / HZ - setBack(device, tick / HZ) + jitter);
        // Stamps of a block only go on.
        if (us < (t.at(-1) ?? 0)) break;
        t.push(us);
      } else if (t.length > 0) break;
      tick++;
    }
    if (t.length === 0) continue;
    const dtUs = t.map((us, i) => (i === 0 ? 0 : us - (t[i - 1] ?? us)));
    const samples = t.flatMap(() => [0, 0, 1]);
    blocks.push({ stream: MOTION.id, firstSeq: seq, t0Us: t[0] ?? 0, dtUs, samples });
    seq += t.length;
  }
  return blocks;
}

function setBack({ setBackAt = Infinity }: Device, s: number): number {
  return s < setBackAt ? 0 : SET_BACK_US;
}

function newest(windows: readonly Window[]): Window {
  const window = windows.findLast(({ kind }) => kind === 2);
  if (window === undefined) throw new Error("There is no window.");
  return window;
}

/** Within what it states, three standard deviations of it, and that is small. */
function expectRate(window: Window, boundHz: number): void {
  const off = Math.abs(window.sampleRateHz - HZ);
  expect(off).toBeLessThan(3 * window.sampleRateErrorHz + 1e-6);
  expect(window.sampleRateErrorHz).toBeLessThan(boundHz);
}

function offsetError({ clock }: Heard, us: number, trueUs: number): number {
  const { epoch } = clock;
  if (epoch === undefined) throw new Error("There is no epoch.");
  const fitted = epoch.offsetUs + (epoch.skewPpm / 1e6) * (START + us - epoch.fromUs);
  return Math.abs(fitted - trueUs);
}

describe("clock of a simulated device", () => {
  it.each([-50, 50])("skew of %d ppm: offset within 1 ms, skew within 5 ppm, rate within 0.002 Hz", (ppm) => {
    const heard = play({ seconds: 600, skewPpm: ppm });
    expect(Math.abs((heard.clock.epoch?.skewPpm ?? 0) - ppm)).toBeLessThan(5);
    expect(offsetError(heard, 590e6, 590 * ppm)).toBeLessThan(1_000);
    expectRate(newest(heard.windows), 0.002);
  });

  it.each([0, 20_000, 40_000, 80_000])(
    "asymmetry of %d µs: half of it, and within the stated error",
    (us) => {
      const heard = play({ seconds: 300, asymmetryUs: us });
      const off = offsetError(heard, 295e6, 0);
      expect(Math.abs(off - us / 2)).toBeLessThan(1_000);
      expect(off).toBeLessThan(heard.clock.errorMs * 1000 + 1);
      expect(heard.clock.errorMs).toBeLessThan(12 + us / 2_000);
      expectRate(newest(heard.windows), 0.002);
    },
  );

  it("a step of 2 s: a new epoch within 1 ms, and a rate that does not notice", () => {
    const heard = play({ seconds: 600, setBackAt: 300 });
    expect(Math.abs((heard.clock.epoch?.fromUs ?? 0) - (START + 298e6))).toBeLessThan(20_000);
    expect(offsetError(heard, 593e6, 2_000_000)).toBeLessThan(1_000);
    // Windows close to the step as well: the line begins anew and keeps its slope.
    for (const window of heard.windows.filter(({ kind, t0Us }) => kind === 2 && t0Us > START + 60e6)) {
      expect(Math.abs(window.sampleRateHz - HZ)).toBeLessThan(0.01);
    }
    expectRate(newest(heard.windows), 0.002);
  });

  it("3 % of blocks out of order: the rate is that of blocks in order within 1e-4 Hz", () => {
    const isLate = (block: number) => (block * 7919) % 100 < 3;
    const ordered = newest(play({ seconds: 600 }).windows);
    const late = newest(play({ seconds: 600, reordered: isLate }).windows);
    expectRate(late, 0.002);
    expect(Math.abs(late.sampleRateHz - ordered.sampleRateHz)).toBeLessThan(1e-4);
    expect(late.features).toEqual(ordered.features);
  });

  it.each([
    ["the sensor goes on", false],
    ["the sensor pauses too", true],
  ])(
    "30 s without a connection, %s: one epoch, offset within 1 ms, rate within 0.002 Hz",
    (_, sensorPauses) => {
      const heard = play({ seconds: 600, skewPpm: 40, outage: [300, 330], sensorPauses });
      expect(heard.clock.epoch?.fromUs).toBeLessThan(START + 310e6);
      expect(offsetError(heard, 590e6, 590 * 40)).toBeLessThan(1_000);
      const after = heard.windows.find(({ kind, t0Us }) => kind === 2 && t0Us > START + 330e6);
      expect(Math.abs((after?.sampleRateHz ?? 0) - HZ)).toBeLessThan(0.01);
      expectRate(newest(heard.windows), 0.002);
    },
  );
});

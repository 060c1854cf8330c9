import { describe, expect, it } from "vitest";
import { BeatBuffer } from "./beat-buffer.ts";

const START = 1_790_000_000_000_000;

/** A heart that swings with the breath; intervals in units of 1/1024 s, as BLE has them. */
function heart(count: number): { beatUs: number; rr: number }[] {
  const beats: { beatUs: number; rr: number }[] = [];
  let us = START;
  for (let i = 0; i < count; i++) {
    const rr = Math.round((0.82 + 0.05 * Math.sin((2 * Math.PI * i) / 12)) * 1024) * (1000 / 1024);
    us += rr * 1000;
    beats.push({ beatUs: us, rr });
  }
  return beats;
}

/** BLE packets: one a second, with the beats since the last one, up to 3 s late. */
function packets(beats: readonly { beatUs: number; rr: number }[]) {
  const sent: { firstSeq: number; arrivals: number[]; rr: number[] }[] = [];
  let next = 0;
  let lastArrival = 0;
  for (let second = 1; next < beats.length; second++) {
    const first = next;
    while (next < beats.length && (beats[next]?.beatUs ?? 0) <= START + second * 1_000_000) next++;
    if (next === first) continue;
    const late = [20_000, 900_000, 3_000_000, 40_000, 1_500_000][second % 5] ?? 0;
    lastArrival = Math.max(lastArrival, START + second * 1_000_000 + late);
    const members = beats.slice(first, next);
    sent.push({ firstSeq: first, arrivals: members.map(() => lastArrival), rr: members.map(({ rr }) => rr) });
  }
  return sent;
}

function filled(sent: ReturnType<typeof packets>): BeatBuffer {
  const buffer = new BeatBuffer();
  for (const { firstSeq, arrivals, rr } of sent) buffer.insert(firstSeq, arrivals, rr);
  return buffer;
}

describe("beat times from intervals that arrive late and in bunches", () => {
  const beats = heart(200);

  it("are within a second of the heart, though packets are up to 3 s late", () => {
    const buffer = filled(packets(beats));
    expect(buffer.length).toBe(200);
    for (const [i, { beatUs }] of beats.entries()) {
      const late = buffer.beatAt(i) - beatUs;
      expect(late).toBeGreaterThanOrEqual(-1);
      if (i > 16) expect(late).toBeLessThan(1_050_000);
    }
  });

  it("lie apart by the intervals, nearly everywhere to the microsecond", () => {
    const buffer = filled(packets(beats));
    let exact = 0;
    for (let i = 20; i < 200; i++) {
      const apart = buffer.beatAt(i) - buffer.beatAt(i - 1);
      if (Math.abs(apart - (beats[i]?.rr ?? 0) * 1000) <= 1) exact++;
    }
    expect(exact).toBeGreaterThan(150);
  });

  it("do not depend on the order of arrival, nor on what is far away", () => {
    const sent = packets(beats);
    const inOrder = filled(sent);
    const shuffled = filled(sent.toSorted((a, b) => ((a.firstSeq * 7) % 31) - ((b.firstSeq * 7) % 31)));
    const later = filled(sent.filter(({ firstSeq }) => firstSeq >= 100));
    for (let i = 0; i < 200; i++) expect(shuffled.beatAt(i)).toBe(inOrder.beatAt(i));
    const first = 200 - later.length;
    for (let i = first + 31; i < 200; i++) expect(later.beatAt(i - first)).toBe(inOrder.beatAt(i));
  });

  it("find back to the heart after beats that the sensor never reported", () => {
    const gap = 12_000_000;
    const shifted = beats.map(({ beatUs, rr }, i) => ({ beatUs: i < 100 ? beatUs : beatUs + gap, rr }));
    const buffer = filled(packets(shifted));
    expect(buffer.followsAt(100)).toBe(false);
    for (let i = 117; i < 200; i++) {
      expect(Math.abs(buffer.beatAt(i) - (shifted[i]?.beatUs ?? 0))).toBeLessThan(1_050_000);
    }
  });

  it("name the times that change, for the windows they belong to", () => {
    const sent = packets(beats);
    const buffer = new BeatBuffer();
    const missing = sent[20];
    for (const packet of sent) {
      if (packet !== missing) buffer.insert(packet.firstSeq, packet.arrivals, packet.rr);
    }
    const span = buffer.insert(missing?.firstSeq ?? 0, missing?.arrivals ?? [], missing?.rr ?? []);
    expect(span.fromUs).toBeLessThanOrEqual(buffer.beatAt(missing?.firstSeq ?? 0));
    expect(span.toUs).toBeLessThan(buffer.beatAt((missing?.firstSeq ?? 0) + 20));
  });
});

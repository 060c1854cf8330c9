import { describe, expect, it } from "vitest";
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import { SESSION, START, byTime, contentOf, play, stepsOf, windowsOfStore } from "../testing/play-windows.ts";
import { type Track, cutTrack, rateTrack } from "../testing/signals.ts";

const SECONDS = 100;

/** A phone in the pocket of someone who walks, with rotation, and an attitude that says where down is. */
function pocketTrack(): Track {
  const channels = [
    "userAcceleration.x",
    "userAcceleration.y",
    "userAcceleration.z",
    "rotationRate.x",
    "rotationRate.y",
    "rotationRate.z",
    "gravity.x",
    "gravity.y",
    "gravity.z",
  ];
  const stampsUs: number[] = [];
  const samples: number[] = [];
  for (let i = 0; i < SECONDS * 100; i++) {
    const t = i / 100 + 0.001 * Math.abs(Math.sin(i * 7.7));
    const step = 2 * Math.PI * 1.8 * t;
    stampsUs.push(START + Math.round(t * 1e6));
    const strike = 0.9 * Math.exp(-((((1.8 * t) % 1) - 0.5) ** 2) / 0.0025);
    const row = [0.2 * Math.sin(12345 * t), -strike - 0.2 * Math.sin(step), 0.1 * Math.sin(2 * step)];
    row.push(2.4 * Math.sin(step / 2), 1.6 * Math.cos(step / 2), 0.8, 0.1, -0.99, 0.05);
    samples.push(...row.map(Math.fround));
  }
  return { stream: { id: 1, kind: STREAM_KIND_NUMBER.motion, channels, nominalHz: 100 }, stampsUs, samples };
}

/** A finger on a camera; green says nothing. */
function pulseTrack(): Track {
  const stampsUs: number[] = [];
  const samples: number[] = [];
  for (let i = 0; i < SECONDS * 30; i++) {
    const t = i / 30 + 0.003 * Math.abs(Math.sin(i * 3.3));
    const phase = (t / 0.8) % 1;
    stampsUs.push(START + Math.round(t * 1e6));
    samples.push(0, Math.fround(230 - Math.exp(-(((phase - 0.3) / 0.12) ** 2)) + 0.5 * Math.sin(t)));
  }
  const channels = ["green", "red"];
  return { stream: { id: 6, kind: STREAM_KIND_NUMBER.ppg, channels, nominalHz: 30 }, stampsUs, samples };
}

describe("windows with a pulse by light and with rotation", () => {
  const tracks = [pocketTrack(), pulseTrack(), rateTrack(SECONDS, START)];

  it("have the heart from the pulse, by method, and the shares of activities", async () => {
    const blocks = byTime(tracks.flatMap((track) => cutTrack(track, [])));
    const store = await play(
      tracks,
      blocks.map((block) => ({ block })),
    );
    const windows = store.newestWindows(SESSION);
    const heart = windows.filter(({ kind }) => kind === 3)[15];
    const hr = heart?.features.find(({ name }) => name === "hr");
    expect(hr?.value).toBeCloseTo(75, 1);
    expect(hr?.method).toBe("hr-rr/1+ppg-upstroke/1");
    expect(hr?.artefactShare).toBeLessThan(0.1);
    expect(heart?.features.find(({ name }) => name === "rmssd")?.value).toBeLessThan(12);
    const motion = windows.filter(({ kind }) => kind === 2)[8];
    const shares = motion?.features.filter(({ name }) => name.startsWith("activity."));
    expect(shares).toHaveLength(5);
    expect(shares?.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 9);
    const walking = shares?.find(({ name }) => name === "activity.walking");
    expect(walking?.value).toBeGreaterThan(0.5);
    expect(walking?.method).toBe("activity-phone/1");
  });

  it("are bit-equal live and from the store, over cuts, losses, delays, resends and restarts", async () => {
    const trouble = {
      seconds: SECONDS,
      motionHz: 100,
      chosen: [],
      cuts: [3, 77, 501, 1003, 1004, 2222, 2750],
      losses: [20, 90, 91],
      delays: [
        [30, 40],
        [60, 3],
        [110, 200],
      ] as const,
      resends: [
        [0, 100, 700, 80],
        [1, 120, 600, 50],
      ] as const,
      events: [
        [70, "silence"],
        [140, "restart"],
      ] as const,
    };
    const store = await play(tracks, stepsOf(trouble, tracks));
    expect(contentOf(store.newestWindows(SESSION))).toEqual(contentOf(await windowsOfStore(store, tracks)));
  });
});

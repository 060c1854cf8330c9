import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type RecordingFile, type StreamFile, readRecording, writeRecording } from "./recording.ts";

function streamFile(overrides: Partial<StreamFile> = {}): StreamFile {
  return {
    id: 1,
    kind: "motion",
    channels: ["acceleration.x", "acceleration.y"],
    nominalHz: 100,
    segments: {
      a: { durationUs: 30_000, dtUs: [0, 10_000, 10_001], samples: [1, 2, 3, 4, 5, 6] },
      b: { durationUs: 10_000, dtUs: [4_000], samples: [7, 8] },
    },
    sequence: ["a", "b", "a"],
    ...overrides,
  };
}

function file(overrides: Record<string, unknown> = {}): RecordingFile {
  return {
    format: "trajectory-recording",
    version: 1,
    title: "t",
    source: "s",
    license: "l",
    device: "d",
    streams: [streamFile()],
    ...overrides,
  };
}

describe("recordings", () => {
  it("lays the segments out one after the other", async () => {
    const recording = await readRecording(await writeRecording(file()));
    expect(recording.durationUs).toBe(70_000);
    expect(recording.streams[0]?.stampsUs).toEqual([0, 10_000, 20_001, 34_000, 40_000, 50_000, 60_001]);
    expect(recording.streams[0]?.samples).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6]);
  });

  it("ships one that is what its README says", async () => {
    const bytes = await readFile(new URL("recordings/walk-and-stand.json.gz", import.meta.url));
    const { title, license, source, durationUs, streams } = await readRecording(bytes);
    expect(title).toBe("Walk and stand");
    expect(license).toContain("Apache-2.0");
    expect(source).toContain("not recorded together");
    expect(durationUs / 1e6).toBeCloseTo(177, 0);
    expect(streams.map(({ stream, stampsUs }) => [stream.channels.length, stampsUs.length])).toEqual([
      [13, 17_688],
      [1, 283],
    ]);
  });

  const wrong: [string, unknown, RegExp][] = [
    ["another format", file({ format: "mcap" }), /does not call itself/],
    ["a later version", file({ version: 2 }), /version 2; 1 can be read/],
    ["no license", file({ license: "" }), /no license/],
    ["no streams", file({ streams: [] }), /1 to 16 streams/],
    ["an array", [], /does not call itself/],
    ["two streams of one id", file({ streams: [streamFile(), streamFile()] }), /same id/],
    ["an unknown kind", file({ streams: [{ ...streamFile(), kind: "smell" }] }), /unknown kind "smell"/],
    ["a channel without name", file({ streams: [streamFile({ channels: ["x", ""] })] }), /channel names/],
    ["an endless rate", file({ streams: [{ ...streamFile(), nominalHz: "fast" }] }), /nominal rate/],
    ["a segment that is not there", file({ streams: [streamFile({ sequence: ["z"] })] }), /"z"/],
    [
      "stamps that fall",
      file({
        streams: [streamFile({ segments: { a: { durationUs: 9, dtUs: [0, -1], samples: [1, 2, 3, 4] } } })],
      }),
      /stamps in whole microseconds/,
    ],
    [
      "a missing value",
      file({ streams: [streamFile({ segments: { a: { durationUs: 9, dtUs: [0], samples: [1] } } })] }),
      /2 values for each/,
    ],
    [
      "a value that is no number",
      file({
        streams: [{ ...streamFile(), segments: { a: { durationUs: 9, dtUs: [0], samples: [1, null] } } }],
      }),
      /no finite number/,
    ],
    [
      "samples behind the end",
      file({ streams: [streamFile({ segments: { a: { durationUs: 5, dtUs: [9], samples: [1, 2] } } })] }),
      /behind its end/,
    ],
  ];

  it.each(wrong)("refuses %s with a sentence", async (_name, value, sentence) => {
    const reading = readRecording(gzipSync(JSON.stringify(value)));
    await expect(reading).rejects.toMatchObject({
      code: "recording_invalid",
      message: expect.stringMatching(sentence),
    });
  });

  it("refuses files that are no recording at all", async () => {
    const whole = await writeRecording(file());
    for (const bytes of [new Uint8Array(), Buffer.from("hello"), whole.subarray(0, 50), gzipSync("{")]) {
      await expect(readRecording(bytes)).rejects.toMatchObject({ code: "recording_invalid" });
    }
  });
});

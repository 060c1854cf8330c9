import { OwnGestures, movementShape } from "@trajectory/engine/signals/gestures/own-gestures.ts";
import { describe, expect, it } from "vitest";
import { HAND, type HandGesture, handTrack } from "../testing/hand.ts";
import { MOTION, blockOf, cutTrack } from "../testing/signals.ts";
import { GestureWatch, type SeenGesture } from "./gesture-watch.ts";
import { MovementRecord } from "./movement-record.ts";

const START = 1_790_000_000_000_000;

/** Three circles and three swipes, cut out by hand with some rest around them. */
function shown(): OwnGestures {
  const examples = (["circle", "swipe"] as const).flatMap((move) =>
    [0.9, 1, 1.2].map((seconds, i) => {
      const track = handTrack(4, START, [{ move, atS: 1.2, seconds, strength: 0.8 + 0.2 * i }], i + 1);
      const record = MovementRecord.of(HAND.channels);
      for (const block of cutTrack(track, [])) record?.add(block);
      const cut = record?.cut(START + 900_000, START + 2_700_000);
      if (cut === undefined) throw new Error("The hand has no rotation.");
      return { gesture: move, shape: movementShape(cut) };
    }),
  );
  return new OwnGestures(examples);
}

const DAY: readonly HandGesture[] = [
  { move: "circle", atS: 2, seconds: 1.1 },
  { move: "shake", atS: 5, seconds: 1.5 },
  { move: "swipe", atS: 8, seconds: 0.8, strength: 1.3 },
  { move: "twist", atS: 11, seconds: 1 },
  // A walk and a ride are no gestures, however much they turn.
  { move: "circle", atS: 14, seconds: 6 },
  { move: "circle", atS: 23, seconds: 0.95 },
];

describe("gestures of a person in a stream", () => {
  const track = handTrack(28, START, DAY, 9);

  it("are recognised with their time; others and long movements are not", () => {
    const own = shown();
    const watch = GestureWatch.of([HAND], () => own);
    const seen = cutTrack(track, []).flatMap((block) => watch?.push(block) ?? []);
    expect(seen.map(({ gesture }) => gesture)).toEqual(["circle", "swipe", "circle"]);
    for (const [i, atS] of [2, 8, 23].entries()) {
      const one = seen[i] as SeenGesture;
      expect(Math.abs(one.t0Us - START - atS * 1e6)).toBeLessThan(300_000);
      expect(one.confidence).toBeGreaterThan(0.6);
      expect(one.method).toBe("own-gesture-dtw/2");
    }
  });

  it("are the same however the stream is cut, and when blocks come twice", () => {
    const own = shown();
    const whole = GestureWatch.of([HAND], () => own);
    const pieces = GestureWatch.of([HAND], () => own);
    const expected = cutTrack(track, []).flatMap((block) => whole?.push(block) ?? []);
    const cuts = Array.from({ length: 90 }, (_, i) => i * 31);
    const seen = cutTrack(track, cuts).flatMap((block) =>
      [block, block].flatMap((one) => pieces?.push(one) ?? []),
    );
    expect(seen).toEqual(expected);
  });

  it("are not guessed over a gap", () => {
    const own = shown();
    const watch = GestureWatch.of([HAND], () => own);
    const blocks = [blockOf(track, 0, 250), blockOf(track, 270, 130), blockOf(track, 400, 600)];
    expect(blocks.flatMap((block) => watch?.push(block) ?? []).map(({ gesture }) => gesture)).toEqual([
      "swipe",
    ]);
  });

  it("are looked for as soon as some are shown, and never in a stream that does not turn", () => {
    let own: OwnGestures | undefined;
    const watch = GestureWatch.of([HAND], () => own);
    const blocks = cutTrack(track, []);
    const seen = blocks.flatMap((block, i) => {
      if (i === 10) own = shown();
      return watch?.push(block) ?? [];
    });
    expect(seen.map(({ gesture }) => gesture)).toEqual(["circle"]);
    expect(GestureWatch.of([MOTION], () => own)).toBeUndefined();
  });
});

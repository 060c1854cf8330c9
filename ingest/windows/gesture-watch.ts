/**
 * Recognises a person's own gestures in a motion stream as it comes. Looks at samples in order only: behind a gap it
 * begins anew, and what comes late is not looked at. Costs nothing for a person who has shown no gestures.
 */
import { MOST_MOVEMENT_US, MovementFinder } from "@trajectory/engine/signals/gestures/movement-finder.ts";
import {
  OWN_GESTURE_METHOD,
  type OwnGestures,
  movementShape,
} from "@trajectory/engine/signals/gestures/own-gestures.ts";
import { STREAM_KIND_NUMBER, type SampleBlock, type Stream } from "@trajectory/protocols/messages.ts";
import { MARGIN_US, MovementRecord } from "./movement-record.ts";

export interface SeenGesture {
  gesture: string;
  /** Sensor time, µs. */
  t0Us: number;
  t1Us: number;
  confidence: number;
  method: string;
}

/** Fewer samples have no shape. */
const LEAST_SAMPLES = 8;
/** A rest and both margins beside the longest movement. */
const HELD_US = MOST_MOVEMENT_US + 1_000_000;

export class GestureWatch {
  private readonly stream: number;
  private readonly gestures: () => OwnGestures | undefined;
  private readonly record: MovementRecord;
  private readonly finder = new MovementFinder();
  private nextSeq = -1;

  /**
   * @param gestures those that the person has shown by now
   * @returns undefined where no stream says how the device moves and turns
   */
  static of(streams: readonly Stream[], gestures: () => OwnGestures | undefined): GestureWatch | undefined {
    const motion = streams
      .filter(({ kind }) => kind === STREAM_KIND_NUMBER.motion)
      .toSorted((a, b) => a.id - b.id)[0];
    const record = motion && MovementRecord.of(motion.channels);
    return motion && record && new GestureWatch(motion.id, record, gestures);
  }

  private constructor(stream: number, record: MovementRecord, gestures: () => OwnGestures | undefined) {
    this.stream = stream;
    this.record = record;
    this.gestures = gestures;
  }

  /** @returns the gestures that are over with this block */
  push(block: SampleBlock): SeenGesture[] {
    if (block.stream !== this.stream) return [];
    const gestures = this.gestures();
    const isNext = block.firstSeq === this.nextSeq;
    if (block.firstSeq + block.dtUs.length <= this.nextSeq) return [];
    this.nextSeq = block.firstSeq + block.dtUs.length;
    if (!isNext || gestures?.isReady !== true) {
      this.finder.reset();
      this.record.clear();
    }
    if (gestures?.isReady !== true) return [];
    const seen: SeenGesture[] = [];
    let newestUs = 0;
    this.record.add(block, (us, speed) => {
      newestUs = us;
      const movement = this.finder.add(us, speed);
      if (movement === undefined) return;
      const { fromUs, toUs } = movement;
      const cut = this.record.cut(fromUs - MARGIN_US, toUs + MARGIN_US);
      if (cut.t.length < LEAST_SAMPLES) return;
      const said = gestures.recognise(movementShape(cut));
      if (said?.isSure !== true) return;
      const { gesture, confidence } = said;
      seen.push({ gesture, t0Us: fromUs, t1Us: toUs, confidence, method: OWN_GESTURE_METHOD });
    });
    this.record.trim(newestUs - HELD_US);
    return seen;
  }
}

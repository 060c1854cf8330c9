/** Examples of gestures that people have shown. */
import type { GestureExample } from "@trajectory/engine/signals/gestures/own-gestures.ts";

export const MOST_GESTURES = 10;
export const MOST_EXAMPLES = 5;

export interface StoredExample extends GestureExample {
  exampleId: string;
  sessionId: string;
  /** ms, by the sensor's clock */
  t0: number;
  t1: number;
  /** ms */
  addedAt: number;
}

export interface RecognisedGesture {
  gesture: string;
  sessionId: string;
  /** ms, by the sensor's clock */
  from: number;
  to: number;
  confidence: number;
}

export interface GestureExamples {
  /** In the order in which they were added. */
  examples(userId: string): Promise<StoredExample[]>;
  /** @throws ProtocolError `invalid_input` when there are too many */
  addExample(userId: string, example: Omit<StoredExample, "addedAt">): Promise<StoredExample>;
  /** False: there is none. */
  removeExample(userId: string, exampleId: string): Promise<boolean>;
  /** All its examples have another name then. False: there is none. @throws ProtocolError `invalid_input` for a name in use */
  renameGesture(userId: string, gesture: string, name: string): Promise<boolean>;
  /** Newest first. */
  recognised(userId: string, limit: number): Promise<RecognisedGesture[]>;
}

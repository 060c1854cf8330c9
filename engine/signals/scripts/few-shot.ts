/** How well a person's own examples tell this person's gestures apart. For evaluation. */
import type { LabelledGesture } from "./gesture-set.ts";
import { OwnGestures, movementShape } from "../gestures/own-gestures.ts";

export interface FewShot {
  /** Two examples of each gesture, asked about the third. */
  accuracyPct: number;
  /** One example of each. */
  oneExamplePct: number;
  /** Of known gestures, those of which it is sure, and those of these that are wrong. */
  toldPct: number;
  wrongOfToldPct: number;
  /** Of gestures without examples, those that are told as another one. */
  unknownToldPct: number;
  confidenceError: number;
  ms: number;
}

interface Asked {
  isKnown: boolean;
  isRight: boolean;
  isSure: boolean;
  confidence: number;
}

const REPETITIONS = 3;
const BINS = 10;

/** Everybody is asked about each repetition once, with the other ones as examples. */
export function fewShot(all: readonly LabelledGesture[]): FewShot {
  const shapes = new Map(all.map((gesture) => [gesture, movementShape(gesture)]));
  const examples = (gestures: readonly LabelledGesture[]) =>
    new OwnGestures(gestures.map((one) => ({ gesture: one.label, shape: shapes.get(one) ?? [] })));
  const asked: Asked[] = [];
  const single: boolean[] = [];
  const start = performance.now();
  for (const mine of Map.groupBy(all, ({ person }) => person).values()) {
    const byGesture = [...Map.groupBy(mine, ({ label }) => label).values()];
    for (let out = 0; out < REPETITIONS; out++) {
      const others = byGesture.flatMap((ones) => ones.filter((_, i) => i !== out));
      const left = byGesture.flatMap((ones) => ones.slice(out, out + 1));
      const known = new Set(others.map(({ label }) => label));
      ask(
        others,
        left.filter(({ label }) => known.has(label)),
        true,
      );
      for (const one of left)
        ask(
          others.filter(({ label }) => label !== one.label),
          [one],
          false,
        );
      const first = examples(left.flatMap((one) => [one, one]));
      for (const one of others) {
        if (left.some(({ label }) => label === one.label))
          single.push(first.recognise(shapes.get(one) ?? [])?.gesture === one.label);
      }
    }
  }
  function ask(
    known: readonly LabelledGesture[],
    questions: readonly LabelledGesture[],
    isKnown: boolean,
  ): void {
    const recogniser = examples(known);
    for (const one of questions) {
      const said = recogniser.recognise(shapes.get(one) ?? []);
      if (said === undefined) continue;
      const { isSure, confidence } = said;
      asked.push({ isKnown, isRight: said.gesture === one.label, isSure, confidence });
    }
  }
  const known = asked.filter(({ isKnown }) => isKnown);
  const unknown = asked.filter(({ isKnown }) => !isKnown);
  const told = known.filter(({ isSure }) => isSure);
  return {
    accuracyPct: pct(known, ({ isRight }) => isRight),
    oneExamplePct: pct(single, (isRight) => isRight),
    toldPct: pct(known, ({ isSure }) => isSure),
    wrongOfToldPct: pct(told, ({ isRight }) => !isRight),
    unknownToldPct: pct(unknown, ({ isSure }) => isSure),
    confidenceError: calibrationError(known),
    ms: (performance.now() - start) / (asked.length + single.length),
  };
}

export interface LoneGesture {
  /** Of further repetitions of the only gesture that a person has shown, those that are told. */
  toldPct: number;
  /** Of this person's other gestures, those that are told as this one. */
  othersToldPct: number;
  /** One recogniser a person. */
  recognisers: OwnGestures[];
}

/** Each gesture of each person, as if it were the only one that this person has shown, by two examples. */
export function loneGestures(all: readonly LabelledGesture[]): LoneGesture {
  const shapes = new Map(all.map((gesture) => [gesture, movementShape(gesture)]));
  const told: boolean[] = [];
  const othersTold: boolean[] = [];
  const recognisers: OwnGestures[] = [];
  for (const mine of Map.groupBy(all, ({ person }) => person).values()) {
    const groups = [...Map.groupBy(mine, ({ label }) => label).values()].filter((ones) => ones.length > 2);
    const kept = recognisers.length % Math.max(1, groups.length);
    for (const [i, ones] of groups.entries()) {
      const recogniser = new OwnGestures(
        ones.slice(0, 2).map((one) => ({ gesture: one.label, shape: shapes.get(one) ?? [] })),
      );
      const isTold = (one: LabelledGesture) => recogniser.recognise(shapes.get(one) ?? [])?.isSure === true;
      told.push(...ones.slice(2).map(isTold));
      othersTold.push(...mine.filter(({ label }) => label !== ones[0]?.label).map(isTold));
      if (i === kept) recognisers.push(recogniser);
    }
  }
  return {
    toldPct: pct(told, (isTold) => isTold),
    othersToldPct: pct(othersTold, (isTold) => isTold),
    recognisers,
  };
}

function pct<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return (100 * items.filter(holds).length) / items.length;
}

/** Expected calibration error over bins of equal size. */
function calibrationError(asked: readonly Asked[]): number {
  const sorted = asked.toSorted((a, b) => a.confidence - b.confidence);
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const from = Math.round((bin * sorted.length) / BINS);
    const mine = sorted.slice(from, Math.round(((bin + 1) * sorted.length) / BINS));
    const confidence = mine.reduce((sum, one) => sum + one.confidence, 0);
    error += Math.abs(confidence - mine.filter(({ isRight }) => isRight).length);
  }
  return error / sorted.length;
}

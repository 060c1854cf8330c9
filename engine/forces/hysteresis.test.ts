import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { stepTrigger, type Trigger } from "./hysteresis.ts";
import { observeOptimism, priorOptimism } from "./optimism.ts";
import { expectClose, expected } from "./worked-example.suite.ts";

test("the state changes only after a minute beyond the dead band", () => {
  const trigger: Trigger = { escaped: false, candidateSince: null };
  for (const step of expected.hysteresis) {
    const changed = stepTrigger(trigger, step.t, step.eta, 0.144, DEFAULTS);
    expect([changed, trigger.escaped ? "escaped" : "bound"]).toEqual([step.changed, step.state]);
  }
});

test("falling back into the dead band, or an undefined η, starts the minute again", () => {
  for (const interruption of [1, Number.NaN]) {
    const trigger: Trigger = { escaped: false, candidateSince: null };
    stepTrigger(trigger, 0, 1.5, 0.1, DEFAULTS);
    stepTrigger(trigger, 50_000, interruption, 0.1, DEFAULTS);
    expect(trigger.candidateSince).toBeNull();
    stepTrigger(trigger, 70_000, 1.5, 0.1, DEFAULTS);
    expect(stepTrigger(trigger, 129_999, 1.5, 0.1, DEFAULTS)).toBe(false);
    expect(stepTrigger(trigger, 130_000, 1.5, 0.1, DEFAULTS)).toBe(true);
  }
});

test("one finished project teaches the optimism", () => {
  const after = observeOptimism(priorOptimism(DEFAULTS), 1.8, DEFAULTS);
  expectClose(after.mu, expected.optimism.mu, "mu");
  expectClose(after.sd, expected.optimism.s, "sd");
});

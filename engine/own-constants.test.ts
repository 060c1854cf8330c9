import { expect, test } from "vitest";
import { constantsCatalogue } from "./constants-catalogue.ts";
import { DEFAULTS } from "./constants.ts";
import { priorOptimism, observeOptimism, rebasedOptimism } from "./forces/optimism.ts";
import { demoPortfolio } from "./life/demo.ts";
import { LifeModel } from "./life/life-model.ts";
import { ownOf, rangeOf, withOwn } from "./own-constants.ts";

const NOW = 1_795_392_000_000;
const DAY = 86_400_000;

function demo(): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  return model;
}

test("own values stand beside the published ones, and the published set is one object", () => {
  const own = { switchHours: 1, "halfLifeDays.mixed": 400 };
  expect(ownOf(withOwn(own))).toEqual(own);
  expect(withOwn({})).toBe(DEFAULTS);
  expect(withOwn({ switchHours: DEFAULTS.switchHours })).toBe(DEFAULTS);
  expect(DEFAULTS.halfLifeDays.mixed).not.toBe(400);
});

test("each constant that can be changed is published within its range, and the model stands both ends of it", () => {
  for (const { key, standard } of constantsCatalogue()) {
    const range = rangeOf(key);
    if (range === undefined) continue;
    expect(standard, key).toBeGreaterThanOrEqual(range[0]);
    expect(standard, key).toBeLessThanOrEqual(range[1]);
    for (const value of range) {
      const model = demo();
      model.apply({ type: "constants_set", t: NOW, constants: { [key]: value } });
      model.apply({ type: "day_ticked", t: NOW + 3 * DAY });
      expect(Number.isFinite(model.snapshot().eta.value), `${key} = ${value}`).toBe(true);
      expect(model.snapshot().pEscape.value, `${key} = ${value}`).toBeGreaterThanOrEqual(0);
    }
  }
});

test("constants count at once, are in the snapshot, and go with the published ones", () => {
  const [model, other] = [demo(), demo()];
  const before = model.snapshot();
  const drag = (of: LifeModel) => of.snapshot().drag.value;
  model.apply({ type: "constants_set", t: NOW, constants: { switchHours: 8, "validity.artifact": 0.9 } });
  expect(drag(model)).toBeGreaterThan(before.drag.value);
  expect(model.snapshot().inputsHash).not.toBe(before.inputsHash);
  const again = LifeModel.fromJSON(JSON.parse(JSON.stringify(model)));
  expect(again.constants).toEqual(model.constants);
  for (const one of [model, again]) one.apply({ type: "day_ticked", t: NOW + DAY });
  expect(again.stateHash()).toBe(model.stateHash());

  model.apply({ type: "constants_set", t: NOW + DAY, constants: {} });
  other.apply({ type: "day_ticked", t: NOW + DAY });
  expect(model.constants).toBe(DEFAULTS);
  expect(drag(model)).toBe(drag(other));
  const theta = model.skills().map(({ id }) => model.belief.theta(id));
  expect(theta).toEqual(model.skills().map(({ id }) => expect.closeTo(other.belief.theta(id), 12) as number));
});

test("finished projects keep teaching optimism under another prior and scatter", () => {
  const other = withOwn({ optimismMedian: 2, optimismSd: 0.5, optimismScatter: 0.2 });
  const taught = (k: typeof DEFAULTS) =>
    [1.5, 0.9, 2].reduce((held, ratio) => observeOptimism(held, ratio, k), priorOptimism(k));
  const rebased = rebasedOptimism(taught(DEFAULTS), DEFAULTS, other);
  expect(rebased.mu).toBeCloseTo(taught(other).mu, 12);
  expect(rebased.sd).toBeCloseTo(taught(other).sd, 12);
  expect(rebasedOptimism(priorOptimism(DEFAULTS), DEFAULTS, other)).toEqual(priorOptimism(other));
});

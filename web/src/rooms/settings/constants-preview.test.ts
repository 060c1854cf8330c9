import { expect, it } from "vitest";
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { previewConstants } from "./constants-preview.ts";

const NOW = 1_795_392_000_000;

it("says what saving will make of η, also where beliefs change, and changes nothing", () => {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  const json = model.toJSON();
  const constants = { switchHours: 6, "validity.artifact": 0.9 };
  const preview = previewConstants(json, constants);
  expect(preview?.before).toEqual({
    eta: model.snapshot().eta.value,
    limit: model.snapshot().etaInf.value,
    chance: model.snapshot().pEscape.value,
  });
  model.apply({ type: "constants_set", t: NOW, constants });
  expect(preview?.after.limit).toBe(model.snapshot().etaInf.value);
  expect(preview?.after.limit).not.toBe(preview?.before.limit);
  expect(previewConstants(json, { paceCv: 9 })).toBeUndefined();
});

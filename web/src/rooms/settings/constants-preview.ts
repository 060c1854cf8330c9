/** What the escape index would become under other constants: the whole model, computed in the browser. */
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import type { LifeStateJson } from "@trajectory/engine/life/life-state.ts";
import type { OwnConstants } from "@trajectory/engine/own-constants.ts";

interface Reading {
  eta: number | null;
  /** Where it levels off. */
  limit: number | null;
  /** P(η > 1) */
  chance: number | null;
}

export interface ConstantsPreview {
  before: Reading;
  after: Reading;
}

/** Undefined where the model of the server is of another version, or cannot take the values. */
export function previewConstants(
  model: LifeStateJson,
  constants: OwnConstants,
): ConstantsPreview | undefined {
  try {
    const life = LifeModel.fromJSON(model);
    const before = readingOf(life);
    life.apply({ type: "constants_set", t: life.t, constants });
    return { before, after: readingOf(life) };
  } catch {
    // The server says why in words when it is saved.
    return undefined;
  }
}

function readingOf(life: LifeModel): Reading {
  const { eta, etaInf, pEscape } = life.snapshot();
  return { eta: eta.value, limit: etaInf.value, chance: pEscape.value };
}

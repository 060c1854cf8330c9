/**
 * `node engine/signals/scripts/train-activity.ts DIR`: trains the product's activity model on a folder laid out like
 * motion-phone-watch, and writes its weights. The same folder gives the same weights.
 */
import { writeFileSync } from "node:fs";
import { packNetwork } from "../learn/pack-network.ts";
import { trainNetwork } from "../learn/train-network.ts";
import { readPhoneWindows, trainingExamplesOf } from "./phone-windows.ts";
import { PHONE_TRAINING } from "./phone-training.ts";

const [folder = "../shared/data/motion-phone-watch"] = process.argv.slice(2);
const windows = readPhoneWindows(folder);
const packed = packNetwork(trainNetwork(trainingExamplesOf(windows, PHONE_TRAINING.seed), PHONE_TRAINING));
const people = new Set(windows.map(({ person }) => person)).size;
writeFileSync(
  new URL("../activity/phone-activity-weights.ts", import.meta.url),
  `/**
 * Written by scripts/train-activity.ts; do not edit. Learned from the phones of ${people} people of "Dataset of inertial
 * measurements of smartphones and smartwatches for human activity recognition", Matey-Sanz, Casteleyn and Granell, Data
 * in Brief 2023, 109809 (github.com/GeoTecINIT/sp-sw-har-dataset), CC BY 4.0.
 */
import type { PackedNetwork } from "../learn/pack-network.ts";

export const PHONE_ACTIVITY: PackedNetwork = {
  inputs: ${packed.inputs},
  hidden: ${packed.hidden},
  classes: ${packed.classes},
  numbers:
    "${packed.numbers}",
};
`,
);

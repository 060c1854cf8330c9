import type { TrainOptions } from "../learn/train-network.ts";

/** Of the product's activity model; chosen by leaving people out of motion-phone-watch. */
export const PHONE_TRAINING: TrainOptions = { hidden: 16, epochs: 8, seed: 1 };

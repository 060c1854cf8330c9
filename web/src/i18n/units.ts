/** Units that a person chooses between. What the server says has its own unit; only what is shown is converted. */

/** As the server keeps them. */
export interface Units {
  acceleration: (typeof ACCELERATIONS)[number];
  rotation: (typeof ROTATIONS)[number];
}

export const ACCELERATIONS = ["g", "m/s^2"] as const;
export const ROTATIONS = ["rad/s", "deg/s"] as const;

export const USUAL_UNITS: Units = { acceleration: "g", rotation: "rad/s" };

export interface ShownUnit {
  /** As it is written. */
  text: string;
  /** What a value is multiplied with to be shown. */
  factor: number;
  /** Digits that say something, where signals are shown. */
  digits: number;
}

/** Standard gravity, m/s² (CGPM 1901). */
const STANDARD_GRAVITY = 9.806_65;

const SHOWN: Readonly<Record<Units[keyof Units], ShownUnit>> = {
  g: { text: "g", factor: 1, digits: 2 },
  "m/s^2": { text: "m/s²", factor: STANDARD_GRAVITY, digits: 1 },
  "rad/s": { text: "rad/s", factor: 1, digits: 2 },
  "deg/s": { text: "°/s", factor: 180 / Math.PI, digits: 0 },
};

/** @param unit that values come in; those that nobody chooses stay as they are */
export function shownUnit(unit: string, { acceleration, rotation }: Units): ShownUnit {
  if (unit === "g") return SHOWN[acceleration];
  if (unit === "rad/s") return SHOWN[rotation];
  return { text: unit, factor: 1, digits: 2 };
}

/** What was kept, undefined where it is not of these. */
export function unitsOf(text: string | undefined): Units | undefined {
  const [acceleration, rotation] = text?.split(" ") ?? [];
  const known = {
    acceleration: ACCELERATIONS.find((one) => one === acceleration),
    rotation: ROTATIONS.find((one) => one === rotation),
  };
  return known.acceleration === undefined || known.rotation === undefined
    ? undefined
    : { acceleration: known.acceleration, rotation: known.rotation };
}

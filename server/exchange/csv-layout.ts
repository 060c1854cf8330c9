/** Which columns of a CSV file are what: our own, phyphox's and Sensor Logger's are known by their heads. */
import { STREAM_KIND_NUMBER, type StreamKindName } from "@trajectory/protocols/messages.ts";
import { invalid } from "./recorded-file.ts";

const STANDARD_GRAVITY = 9.806_65;

export interface ValueColumn {
  column: number;
  /** As it is written in the file. */
  head: string;
  kind: StreamKindName;
  channel: string;
  /** To the unit that the channel has. */
  factor: number;
}

export type TimeColumn = { column: number } & ({ form: "us" | "ns" | "iso" } | { form: "seconds" });

export interface CsvLayout {
  time: TimeColumn;
  values: ValueColumn[];
  /** Columns of our own exports. */
  stream: number | undefined;
  kind: number | undefined;
  hz: number | undefined;
  seq: number | undefined;
}

const FACTORS: Readonly<Record<string, number>> = {
  g: 1,
  "m/s^2": 1 / STANDARD_GRAVITY,
  "m/s²": 1 / STANDARD_GRAVITY,
  "rad/s": 1,
  "deg/s": Math.PI / 180,
  "°/s": Math.PI / 180,
  µT: 1,
  μT: 1,
  uT: 1,
  "1/min": 1,
  bpm: 1,
  ms: 1,
  "1": 1,
};

const OURS = new RegExp(`^(${Object.keys(STREAM_KIND_NUMBER).join("|")})\\.(.+?) \\(([^()]+)\\)$`);
const PHYPHOX =
  /^(Acceleration|Linear Acceleration|Gyroscope|Magnetic field|Acceleration without g) ?([xyz]) \(([^()]+)\)$/i;
const PHYPHOX_GROUPS: Readonly<Record<string, string>> = {
  acceleration: "acceleration",
  "linear acceleration": "userAcceleration",
  "acceleration without g": "userAcceleration",
  gyroscope: "rotationRate",
  "magnetic field": "magneticField",
};
/** By the name of the file, which Sensor Logger gives after the sensor; its unit is SI. */
const SENSOR_LOGGER: Readonly<Record<string, { group: string; factor: number }>> = {
  accelerometer: { group: "userAcceleration", factor: 1 / STANDARD_GRAVITY },
  totalacceleration: { group: "acceleration", factor: 1 / STANDARD_GRAVITY },
  gravity: { group: "gravity", factor: 1 / STANDARD_GRAVITY },
  gyroscope: { group: "rotationRate", factor: 1 },
  magnetometer: { group: "magneticField", factor: 1 },
};

/** @throws ProtocolError `file_invalid` with the column that is not understood */
export function layoutOf(cells: readonly string[], fileName: string): CsvLayout {
  const heads = cells.map((cell) => cell.replace(/^\uFEFF/, "").trim());
  const at = (name: string) => {
    const column = heads.indexOf(name);
    return column < 0 ? undefined : column;
  };
  const isSensorLogger = at("seconds_elapsed") !== undefined && at("time") !== undefined;
  const values = isSensorLogger ? sensorLogger(heads, fileName) : heads.flatMap(valueColumn);
  if (values.length === 0) {
    throw invalid('No column is a channel, such as "motion.userAcceleration.x (g)".', "row 1");
  }
  return {
    time: timeColumn(heads, isSensorLogger),
    values,
    stream: at("stream"),
    kind: at("kind"),
    hz: at("nominal_hz"),
    seq: at("seq"),
  };
}

function timeColumn(heads: readonly string[], isSensorLogger: boolean): TimeColumn {
  const forms = [
    ["time_us", "us"],
    ["time", isSensorLogger ? "ns" : "iso"],
    ["Time (s)", "seconds"],
    ["t (s)", "seconds"],
  ] as const;
  for (const [head, form] of forms) {
    const column = heads.indexOf(head);
    if (column >= 0) return { column, form };
  }
  throw invalid('There is no column of times: "time_us", "time" or "Time (s)".', "row 1");
}

function valueColumn(head: string, column: number): ValueColumn[] {
  const [, kind, given = "", unit = ""] = OURS.exec(head) ?? [];
  if (kind !== undefined) {
    // A quote before what a spreadsheet would take for a formula.
    const channel = given.replace(/^'(?=[=+\-@\t])/, "");
    return [{ column, head, kind: kind as StreamKindName, channel, factor: factorOf(unit, column, head) }];
  }
  const [, group = "", axis = "", phyphoxUnit = ""] = PHYPHOX.exec(head) ?? [];
  const channel = PHYPHOX_GROUPS[group.toLowerCase()];
  if (channel === undefined) return [];
  const factor = factorOf(phyphoxUnit, column, head);
  return [{ column, head, kind: "motion", channel: `${channel}.${axis.toLowerCase()}`, factor }];
}

function factorOf(unit: string, column: number, head: string): number {
  const factor = FACTORS[unit];
  if (factor !== undefined) return factor;
  throw invalid(`The unit of "${head}" is none of ${Object.keys(FACTORS).join(", ")}.`, place(1, column));
}

function sensorLogger(heads: readonly string[], fileName: string): ValueColumn[] {
  const sensor = SENSOR_LOGGER[fileName.replace(/(Uncalibrated)?\.csv$/i, "").toLowerCase()];
  if (sensor === undefined) {
    throw invalid(
      "Sensor Logger's columns do not say which sensor it was: keep the name of the file, such as Accelerometer.csv.",
      "name",
    );
  }
  const axes = ["x", "y", "z"].flatMap((axis) => {
    const column = heads.indexOf(axis);
    return column < 0 ? [] : [{ axis, column }];
  });
  return axes.map(({ axis, column }) => ({
    column,
    head: axis,
    kind: "motion" as const,
    channel: `${sensor.group}.${axis}`,
    factor: sensor.factor,
  }));
}

export function place(row: number, column: number): string {
  return `row ${row}, column ${column + 1}`;
}

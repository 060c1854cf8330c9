/** Recordings of gestures laid out like the set gestures-wrist. For evaluation. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { GestureRecording } from "../gestures/gesture-shape.ts";

export interface LabelledGesture extends GestureRecording {
  person: string;
  label: string;
}

/** Counts per g and per degree a second. */
const ACC_SCALE = 1 / 16_384;
const GYRO_SCALE = Math.PI / 180 / 131;
const DEGREE = Math.PI / 180;

/** @throws Error where the folder holds no such recordings */
export function readGestures(folder: string): LabelledGesture[] {
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const files = names.filter((name) => /^subject_\d+\.csv\.gz$/.test(name));
  if (files.length === 0) throw new Error(`${folder} is not laid out like gestures-wrist`);
  return files.flatMap((name) => readPerson(join(folder, name), name.replace(".csv.gz", "")));
}

function readPerson(file: string, person: string): LabelledGesture[] {
  const [head = "", ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  const columns = head.trim().split(",");
  const at = (name: string) => columns.indexOf(name);
  const rows = lines.map((line) => line.split(","));
  const groups = Map.groupBy(rows, (row) => `${row[at("gesture")]}/${row[at("rep")]}`);
  return [...groups.values()].map((members) => {
    const column = (name: string, scale: number) =>
      Float64Array.from(members, (row) => Number(row[at(name)]) * scale);
    return {
      person,
      label: members[0]?.[at("gesture")] ?? "",
      t: column("t_ms", 0.001),
      acceleration: [column("acc_x", ACC_SCALE), column("acc_y", ACC_SCALE), column("acc_z", ACC_SCALE)],
      rotation: [column("gyro_x", GYRO_SCALE), column("gyro_y", GYRO_SCALE), column("gyro_z", GYRO_SCALE)],
      attitude: [column("roll_deg", DEGREE), column("pitch_deg", DEGREE), column("yaw_deg", DEGREE)],
    };
  });
}

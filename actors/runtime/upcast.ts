/**
 * Brings events that older machines wrote into today's form. When MACHINE_VERSION is raised and the meaning or the
 * payload of an event changes, the step away from the old version is added here; the log itself never changes.
 */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { MACHINE_VERSION } from "./machine-version.ts";

export type Upcaster = (record: EventRecord) => EventRecord;

/**
 * By the version they lead away from. Versions 2 (interview), 3 (reminders) and 4 (gestures) only added what older ones
 * never wrote.
 */
const UPCASTERS: ReadonlyMap<number, Upcaster> = new Map();

/** @throws Error when a newer version wrote the event */
export function upcast(
  record: EventRecord,
  upcasters: ReadonlyMap<number, Upcaster> = UPCASTERS,
  version = MACHINE_VERSION,
): EventRecord {
  if (record.machineVersion > version) {
    throw new Error(
      `It was written by machines of version ${record.machineVersion}; these are of version ${version}. Update this node.`,
    );
  }
  let current = record;
  for (let from = record.machineVersion; from < version; from++)
    current = upcasters.get(from)?.(current) ?? current;
  return current;
}

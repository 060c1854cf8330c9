/** One append as it is handed to the database: checked, so that no request can spoil a statement shared with others. */
import { payloadJson } from "@trajectory/actors/runtime/new-event.ts";
import type { AppendRequest } from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { isUuid } from "./binary-writer.ts";

export interface EventRow {
  seq: number;
  actor: string;
  type: string;
  atUs: number;
  commandId: string;
  machineVersion: number;
  /** JSON */
  payload: string;
}

export interface PreparedAppend {
  userId: string;
  expectedSeq: number;
  rows: readonly EventRow[];
  /** Estimate of what it takes in memory and on the wire. */
  bytes: number;
}

/** One commit of one user is a handful of events; this only keeps a mistake from filling the queue. */
const MAX_APPEND_BYTES = 4 * 1024 * 1024;
const ROW_BYTES = 200;

/** @throws ProtocolError `invalid_input` */
export function prepareAppend({ userId, expectedSeq, events }: AppendRequest): PreparedAppend {
  if (!isUuid(userId)) throw invalid("userId", `The user id "${userId}" is no UUID.`);
  if (events.length === 0) throw invalid("events", "An append needs at least one event.");
  const rows = events.map((event, index) => {
    if (event.userId !== userId) throw invalid("events", "All events of an append belong to one user.");
    if (event.seq !== expectedSeq + 1 + index) {
      throw invalid("events", `The event after ${expectedSeq + index} cannot have the seq ${event.seq}.`);
    }
    return eventRow(event);
  });
  const bytes = rows.reduce((sum, row) => sum + ROW_BYTES + row.payload.length, 0);
  if (bytes > MAX_APPEND_BYTES)
    throw invalid("events", `The append has ${bytes} bytes; ${MAX_APPEND_BYTES} are taken.`);
  return { userId, expectedSeq, rows, bytes };
}

function eventRow(event: EventRecord): EventRow {
  const { seq, actor, type, commandId, machineVersion } = event;
  const atUs = Math.round(event.at * 1_000);
  if (atUs / 1_000 !== event.at || !Number.isSafeInteger(atUs)) {
    throw invalid("at", `The event time ${event.at} is no whole number of microseconds.`);
  }
  const payload = payloadJson(event);
  if (payload === undefined) throw invalid("payload", `The event ${type} has no payload.`);
  if ([actor, type, commandId].some((text) => text.includes("\0"))) {
    throw invalid("type", "Names of events and commands have no NUL.");
  }
  return { seq, actor, type, atUs, commandId, machineVersion, payload };
}

function invalid(field: string, message: string): ProtocolError {
  return new ProtocolError("invalid_input", message, { field });
}

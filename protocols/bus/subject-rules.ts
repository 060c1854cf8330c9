import { BusError, MAX_PAYLOAD } from "./port.ts";

/** nats-server ends the connection of a client whose command line exceeds 4,096 bytes; stay far below. */
const MAX_SUBJECT_LENGTH = 1_024;

const TOKENS = /^[^\s.]+(?:\.[^\s.]+)*$/;
const WILDCARD = /(?:^|\.)[*>](?:\.|$)/;
const REST_BEFORE_END = /(?:^|\.)>\./;

/** @throws BusError `invalid_subject` */
export function checkSubject(subject: string): void {
  checkTokens(subject);
  if (WILDCARD.test(subject)) {
    throw new BusError("invalid_subject", `A message cannot be sent to the wildcard "${subject}".`);
  }
}

/** @throws BusError `invalid_subject` */
export function checkPattern(pattern: string): void {
  checkTokens(pattern);
  if (REST_BEFORE_END.test(pattern)) {
    throw new BusError("invalid_subject", `In "${pattern}" the token > is not the last one.`);
  }
}

function checkTokens(subject: string): void {
  if (subject.length > MAX_SUBJECT_LENGTH) {
    throw new BusError("invalid_subject", `A subject has at most ${MAX_SUBJECT_LENGTH} characters.`);
  }
  if (!TOKENS.test(subject)) {
    throw new BusError(
      "invalid_subject",
      `"${subject}" is no subject: it needs tokens without white space, parted by dots.`,
    );
  }
}

/** @throws BusError `payload_too_large` */
export function checkPayload(data: Uint8Array, maxPayload = MAX_PAYLOAD): void {
  if (data.byteLength <= maxPayload) return;
  throw new BusError(
    "payload_too_large",
    `A message has ${data.byteLength} bytes; the bus takes at most ${maxPayload}.`,
  );
}

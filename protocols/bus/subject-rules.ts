import { BusError, MAX_PAYLOAD } from "./port.ts";

/** nats-server ends the connection of a client whose command line exceeds 4,096 bytes; stay far below. */
const MAX_SUBJECT_LENGTH = 1_024;

const DOT = 0x2e;
const SPACE = 0x20;
const DELETE = 0x7f;

/** @throws BusError `invalid_subject` */
export function checkSubject(subject: string): void {
  const wildcard = checkTokens(subject);
  if (wildcard !== -1) {
    throw new BusError("invalid_subject", `A message cannot be sent to the wildcard "${subject}".`);
  }
}

/** @throws BusError `invalid_subject` */
export function checkPattern(pattern: string): void {
  checkTokens(pattern);
  const rest = pattern.split(".").indexOf(">");
  if (rest !== -1 && rest !== pattern.split(".").length - 1) {
    throw new BusError("invalid_subject", `In "${pattern}" the token > is not the last one.`);
  }
}

/** Where the first token `*` or `>` stands, or -1. One pass by hand: this runs for every message. */
function checkTokens(subject: string): number {
  const { length } = subject;
  if (length > MAX_SUBJECT_LENGTH) {
    throw new BusError("invalid_subject", `A subject has at most ${MAX_SUBJECT_LENGTH} characters.`);
  }
  let wildcard = -1;
  let tokenStart = 0;
  for (let i = 0; i <= length; i++) {
    const code = i === length ? DOT : subject.charCodeAt(i);
    if (code <= SPACE || code === DELETE || (code === DOT && i === tokenStart)) refuse(subject);
    if (code !== DOT) continue;
    const only = subject[tokenStart];
    if (wildcard === -1 && i - tokenStart === 1 && (only === "*" || only === ">")) wildcard = tokenStart;
    tokenStart = i + 1;
  }
  return wildcard;
}

function refuse(subject: string): never {
  throw new BusError(
    "invalid_subject",
    `"${subject}" is no subject: it needs tokens without white space, parted by dots.`,
  );
}

/** @throws BusError `payload_too_large` */
export function checkPayload(data: Uint8Array, maxPayload = MAX_PAYLOAD): void {
  if (data.byteLength <= maxPayload) return;
  throw new BusError(
    "payload_too_large",
    `A message has ${data.byteLength} bytes; the bus takes at most ${maxPayload}.`,
  );
}

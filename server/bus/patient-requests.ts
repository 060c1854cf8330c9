/**
 * Requests to actors that wait out a hand-over. While a partition moves nobody listens to it for a moment, or the old
 * owner refuses: nothing of the request was done, so it is sent again, soon and then less soon.
 */
import { setTimeout as wait } from "node:timers/promises";
import { MOVING } from "@trajectory/actors/runtime/replies.ts";
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";

/** Planned hand-overs take some ten milliseconds; what takes longer is for the caller to judge, ms. */
const PATIENCE_MS = 1_000;
const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 32;

const REFUSED = '{"ok":false';
/** As `ProtocolError.toBody` writes it. */
const REASON = `"reason":"${MOVING}"`;

/** The same bus; its requests are answered, or fail as they did last after a second. */
export function patientRequests(bus: Bus): Bus {
  return {
    description: bus.description,
    publish: (subject, data) => bus.publish(subject, data),
    subscribe: (pattern, handler, options) => bus.subscribe(pattern, handler, options),
    flush: () => bus.flush(),
    onStatus: (listener) => bus.onStatus(listener),
    close: () => bus.close(),
    request: (subject, data, options) => requestPatiently(bus, subject, data, options),
  };
}

async function requestPatiently(
  bus: Bus,
  subject: string,
  data: Uint8Array,
  { timeoutMs }: { timeoutMs: number },
): Promise<Uint8Array> {
  const started = performance.now();
  const until = started + Math.min(PATIENCE_MS, timeoutMs);
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(LONGEST_WAIT_MS, pause * 2)) {
    const isLast = performance.now() + pause >= until;
    try {
      const left = Math.max(1, Math.ceil(timeoutMs - (performance.now() - started)));
      const answer = await bus.request(subject, data, { timeoutMs: left });
      if (isLast || !isMoving(answer)) return answer;
    } catch (error) {
      if (isLast || !(error instanceof BusError) || error.code !== "no_responder") throw error;
    }
    await wait(pause);
  }
}

const decoder = new TextDecoder();
/** A refusal is short; nothing else is looked at. */
const LONGEST_REFUSAL = 1_000;

function isMoving(answer: Uint8Array): boolean {
  if (answer.byteLength > LONGEST_REFUSAL || answer[0] !== REFUSED.charCodeAt(0)) return false;
  const text = decoder.decode(answer);
  return text.startsWith(REFUSED) && text.includes(REASON);
}

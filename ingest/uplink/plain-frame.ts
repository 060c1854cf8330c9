/**
 * Decoded messages have their zeros on the prototype, where spreading, cloning and JSON do not see them. Here they
 * become plain objects with every field.
 */
import type { Stream, UplinkUp } from "@trajectory/protocols/messages.ts";

export function plainFrame(frame: UplinkUp): UplinkUp {
  if ("block" in frame) {
    const { stream, firstSeq, t0Us, dtUs, samples } = frame.block;
    return { block: { stream, firstSeq, t0Us, dtUs, samples } };
  }
  if ("hello" in frame) {
    const { protocolVersion, token, sessionId, deviceModel, appVersion, streams } = frame.hello;
    return {
      hello: {
        protocolVersion,
        token,
        sessionId,
        deviceModel,
        appVersion,
        streams: streams.map(plainStream),
      },
    };
  }
  if ("drop" in frame) {
    const { stream, firstSeq, count, reason } = frame.drop;
    return { drop: { stream, firstSeq, count, reason } };
  }
  if ("clockExchange" in frame) {
    const { t0Us, t1Us, t2Us, t3Us } = frame.clockExchange;
    return { clockExchange: { t0Us, t1Us, t2Us, t3Us } };
  }
  if ("end" in frame) {
    const counts = frame.end.counts.map(({ stream, captured, dropped }) => ({ stream, captured, dropped }));
    return { end: { counts } };
  }
  const { id, t0Us } = frame.clockPing;
  return { clockPing: { id, t0Us } };
}

function plainStream({ id, kind, channels, nominalHz }: Stream): Stream {
  return { id, kind, channels, nominalHz };
}

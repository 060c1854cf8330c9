/** A WebSocket that says why it closes where the protocol library itself would only give a number. */
import Socket from "ws";
import { MAX_FRAME_BYTES } from "@trajectory/protocols/codec.ts";

const MESSAGE_TOO_BIG = 1009;

export class ExplainingSocket extends Socket {
  override close(code?: number, reason?: string | Buffer): void {
    const unexplained = code === MESSAGE_TOO_BIG && reason === undefined;
    super.close(code, unexplained ? `block_too_large: a frame has at most ${MAX_FRAME_BYTES} bytes` : reason);
  }
}

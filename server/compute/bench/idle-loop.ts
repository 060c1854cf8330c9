/** A process that does nothing but watch its own event loop: what the machine costs any loop meanwhile. */
import { watchLoop } from "./loop-watch.ts";

const stop = watchLoop();
process.once("message", () => {
  process.send?.(stop());
  process.disconnect();
});
process.send?.("watching");

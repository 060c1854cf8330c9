import { eventLogSuite } from "./event-log.suite.ts";
import { MemoryLog } from "./memory-log.ts";

eventLogSuite("in memory", async () => {
  const log = new MemoryLog();
  return { open: () => Promise.resolve(log), close: () => Promise.resolve() };
});

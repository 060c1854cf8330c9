import { signalStoreSuite } from "../signal-store.suite.ts";
import { MemorySignalStore } from "./memory-signal-store.ts";

signalStoreSuite("in memory", async () => {
  const store = new MemorySignalStore();
  return { open: async () => store, close: async () => undefined };
});

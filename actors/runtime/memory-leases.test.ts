import { leaseStoreSuite } from "./lease-store.suite.ts";
import { MemoryLeases } from "./memory-leases.ts";
import { ManualClock } from "./testing.ts";

leaseStoreSuite("in memory", async () => {
  const clock = new ManualClock();
  return {
    store: new MemoryLeases(clock),
    pass: async (ms) => clock.advance(ms),
    close: () => Promise.resolve(),
  };
});

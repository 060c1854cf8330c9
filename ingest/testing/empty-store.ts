import type { SignalStore } from "../ports.ts";

/** Takes everything at once and keeps nothing: what is measured with it is what stands before the store. */
export function emptyStore(): SignalStore {
  const nothing = async () => undefined;
  return {
    openSession: async () => ({ created: true, positions: [], newest: [] }),
    session: nothing,
    appendBlock: nothing,
    appendDrop: nothing,
    readBlocks: async function* none() {},
    appendWindows: nothing,
    readWindows: async () => [],
    appendClockExchange: nothing,
    endSession: async () => [],
    ledger: async () => [],
  };
}

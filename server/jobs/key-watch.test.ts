import { expect, it, vi } from "vitest";
import { ManualClock } from "@trajectory/actors/runtime/testing.ts";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { revocationSubject } from "@trajectory/protocols/subjects.ts";
import { KeyWatch } from "./key-watch.ts";

function watched(useKeys: (keyIds: readonly string[]) => Promise<string[]>) {
  const [bus, clock] = [createMemoryBus(), new ManualClock()];
  const closed: string[] = [];
  const warn = vi.fn();
  const log = { debug: vi.fn(), info: vi.fn(), warn, error: vi.fn() };
  const connections = {
    keys: () => ["k1", "k2"].filter((key) => !closed.includes(key)),
    closeKey: (key: string) => void closed.push(key),
  };
  const watch = new KeyWatch({ useKeys, connections, bus, clock, log });
  watch.start();
  return { bus, clock, closed, warn, watch };
}

it("closes what was opened with a key when the news of its end comes", async () => {
  const { bus, closed, watch } = watched(async (keys) => [...keys]);
  bus.publish(revocationSubject("k2"), new Uint8Array());
  await vi.waitFor(() => expect(closed).toEqual(["k2"]));
  await watch.stop();
});

it("finds within a minute that a key is gone whose end it did not hear of, and goes on after a failure", async () => {
  const useKeys = vi.fn(async () => ["k1"]).mockRejectedValueOnce(new Error("no database"));
  const { clock, closed, warn, watch } = watched(useKeys);
  clock.advance(60_000);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
  await vi.waitFor(() => {
    clock.advance(60_000);
    expect(closed).toEqual(["k2"]);
  });
  await watch.stop();
  const asked = useKeys.mock.calls.length;
  clock.advance(600_000);
  expect(useKeys).toHaveBeenCalledTimes(asked);
});

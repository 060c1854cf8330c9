import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import type { GraphAnswer, LifeStateAnswer, PortfolioAnswer } from "./queries.ts";
import { createRuntime, type Runtime } from "./runtime.ts";
import { demoCommands, ManualClock } from "./testing.ts";

describe("the demo portfolio", () => {
  it("gives the worked example's numbers", async () => {
    const runtime = createRuntime({ bus: createMemoryBus(), log: new MemoryLog(), clock: new ManualClock() });
    let n = 0;
    for (const { actor, name, payload } of demoCommands()) {
      const reply = await runtime.execute("anna", actor, name, { id: `command-${++n}`, payload });
      expect(reply).toMatchObject({ ok: true });
    }
    const answer = (await runtime.query("anna", "life", "state")) as LifeStateAnswer;
    expect(answer.state.eta.value).toBeCloseTo(0.844434526287983, 10);
  });
});

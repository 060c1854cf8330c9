import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { SESSION, blocks, gateOn, setUp, settle } from "../testing/uplink-setup.ts";

describe("an uplink that stops", () => {
  it("has everything stored stored, and tells the devices to come back", async () => {
    const { uplink, store, welcomed } = setUp();
    const device = await welcomed();
    const gate = gateOn(store, "appendBlock");
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    let stopped = false;
    const stopping = uplink.stop().then(() => {
      stopped = true;
    });
    await settle();
    expect(device.closedWith?.code).toBe(CLOSE_CODES.goingAway);
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(store.sessions.get(SESSION)?.blocks.get(1)).toHaveLength(1);
  });

  it("takes no device while it stops: they come back at once", async () => {
    const { uplink, pass, welcomed } = setUp();
    await welcomed();
    const stopping = uplink.stop();
    const returning = new FakeDevice(uplink);
    expect(returning.closedWith?.code).toBe(CLOSE_CODES.goingAway);
    await stopping;
    await pass(0);
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 0 });
  });

  it("does so in time though nobody takes its windows, and does not end a session without them", async () => {
    const { uplink, store, pass, welcomed } = setUp({ limits: { stopMs: 5_000 } });
    store.gate = async (call) => {
      if (call === "appendWindows") throw new ProtocolError("store_unavailable", "The database is away.");
    };
    const device = await welcomed();
    for (const block of blocks.slice(0, 30)) device.send({ block });
    await settle();
    device.send({ end: { counts: [{ stream: 1, captured: 1_500, dropped: 0 }] } });
    await settle();
    let stopped = false;
    const stopping = uplink.stop().then(() => (stopped = true));
    await pass(4_900);
    expect(stopped).toBe(false);
    await pass(200);
    await stopping;
    expect(uplink.stats().sessions).toBe(0);
    await pass(60_000);
    expect(store.sessions.get(SESSION)?.endedUs).toBeUndefined();
  });
});

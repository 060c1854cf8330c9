import { describe, expect, it, vi } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { SESSION, blocks, helloOf, setUp, settle } from "../testing/uplink-setup.ts";

const OTHER = "00000000-0000-4000-8000-000000000002";

/** `key-` with its id; anything else is a browser of Ann's. */
async function authenticate(token: string) {
  return token.startsWith("key-") ? { userId: "ann", keyId: token.slice(4) } : { userId: "ann" };
}

describe("keys of devices", () => {
  it("are known while something is open with them, and close it when they are revoked", async () => {
    const { uplink, welcomed, store } = setUp({ authenticate });
    const device = await welcomed({ token: "key-1" });
    const browser = await welcomed({ sessionId: OTHER });
    expect(uplink.keys()).toEqual(["1"]);
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    await settle();
    uplink.closeKey("2");
    expect(device.closedWith).toBeUndefined();
    uplink.closeKey("1");
    expect(device.refusal?.code).toBe("token_refused");
    expect(device.closedWith).toMatchObject({ code: CLOSE_CODES.unauthorized });
    expect(browser.closedWith).toBeUndefined();
    expect(uplink.keys()).toEqual([]);
    expect(store.sessions.get(SESSION)?.blocks.get(1)).toHaveLength(1);
    // The session goes on by another way.
    const next = await welcomed({ token: "key-2" });
    expect(next.all("welcome")[0]?.positions[0]).toMatchObject({ nextSeq: 50 });
    expect(uplink.keys()).toEqual(["2"]);
  });

  it.each([
    ["was revoked", () => Promise.resolve(undefined), "token_refused"],
    [
      "cannot be looked up",
      () => Promise.reject(new ProtocolError("store_unavailable", "away")),
      "store_unavailable",
    ],
  ] as const)("let nothing stay open when one %s while its session opened", async (_, then, code) => {
    const asked = vi.fn(authenticate);
    const { uplink, pass } = setUp({
      authenticate: (token) => (asked.mock.calls.length === 0 ? asked(token) : then()),
      limits: { lingerMs: 1_000 },
    });
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf({ token: "key-1" }) });
    await vi.waitUntil(() => device.refusal !== undefined, { interval: 1, timeout: 20_000 });
    expect(device.refusal?.code).toBe(code);
    expect(device.all("welcome")).toEqual([]);
    expect(uplink.keys()).toEqual([]);
    await pass(2_000);
    await vi.waitUntil(() => uplink.held().length === 0, { interval: 1, timeout: 20_000 });
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 0 });
  });
});

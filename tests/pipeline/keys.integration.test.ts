/** A key of a device: sends with it, live and after a time offline, and is cut off when it is revoked. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { trajectory } from "../cli.ts";
import { Client } from "../client.ts";
import { RawDevice, STREAM, block } from "../device.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

interface Made {
  key: { keyId: string };
  token: string;
}

it("lets a device send and nothing else, and closes its socket with a code when it is revoked", async () => {
  await using product = await startProduct();
  const client = new Client(product.url);
  const { id } = await client.createOwner();
  const make = (scope: string): Promise<Made> =>
    client.must("POST", "/api/keys", { name: "My phone", scope });
  const [phone, other, reader] = [await make("device"), await make("device"), await make("read")];

  const refused = await new RawDevice(product.url).open();
  refused.hello(reader.token, randomUUID());
  expect((await refused.answer("refusal")).refusal.code).toBe("key_scope");
  expect(await refused.closed).toMatchObject({ code: CLOSE_CODES.unauthorized });

  const sessionId = randomUUID();
  const startUs = Date.now() * 1_000;
  const [device, beside] = [await new RawDevice(product.url).open(), await new RawDevice(product.url).open()];
  device.hello(phone.token, sessionId);
  beside.hello(client.token, randomUUID());
  await Promise.all([device.answer("welcome"), beside.answer("welcome")]);
  device.send({ block: block(0, 100, startUs) });
  await until("the samples are acknowledged", 30_000, () => device.acknowledged === 100);

  await client.must("DELETE", `/api/keys/${phone.key.keyId}`);
  expect((await device.answer("refusal")).refusal.code).toBe("token_refused");
  expect(await device.closed).toEqual({ code: CLOSE_CODES.unauthorized, reason: "token_refused" });
  const again = await new RawDevice(product.url).open();
  again.hello(phone.token, sessionId);
  expect((await again.answer("refusal")).refusal.code).toBe("token_refused");
  // Nobody else's was closed, and another key takes the session up where it stands.
  expect(beside.socket.readyState).toBe(beside.socket.OPEN);
  const next = await new RawDevice(product.url).open();
  next.hello(other.token, sessionId);
  expect((await next.answer("welcome")).welcome.positions).toMatchObject([{ nextSeq: 100 }]);
  next.socket.close();
  beside.socket.close();

  const offline = randomUUID();
  const upload = (token: string): Promise<Response> =>
    fetch(`${product.url}/api/sessions/${offline}/blocks`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
      body: file([{ hello: { ...HELLO, sessionId: offline } }, { block: block(0, 50, startUs) }]),
    });
  for (const [token, code] of [
    [reader.token, "key_scope"],
    [phone.token, "token_refused"],
  ] as const) {
    expect(((await (await upload(token)).json()) as Refusal).error.code).toBe(code);
  }
  expect(await (await upload(other.token)).json()).toMatchObject({ blocks: 1, positions: [{ nextSeq: 50 }] });
  const imported = await fetch(`${product.url}/api/sessions/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${other.token}`, "content-type": "text/csv" },
    body: "t_ms,x\n1,1\n",
  });
  expect(((await imported.json()) as Refusal).error.code).toBe("key_scope");

  const played = await trajectory(
    "replay",
    "walk-and-stand",
    "--speed",
    "200",
    "--url",
    product.url,
    "--token",
    other.token,
  );
  expect(played).toMatchObject({ code: 0 });
  const { sessions } = await client.must<{ sessions: object[] }>("GET", `/api/signals/${id}/sessions`);
  expect(sessions.length).toBeGreaterThanOrEqual(2);
});

const HELLO = {
  protocolVersion: PROTOCOL_VERSION,
  token: "",
  deviceModel: "test",
  appVersion: "1",
  streams: [STREAM],
};

/** Messages of a time offline, each behind its length. */
function file(messages: readonly UplinkUp[]): Uint8Array<ArrayBuffer> {
  const frames = messages.map((message) => uplinkUpCodec.encode(message));
  return new Uint8Array(Buffer.concat(frames.flatMap((frame) => [varint(frame.byteLength), frame])));
}

function varint(value: number): Buffer {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

interface Refusal {
  error: { code: string };
}

/** Keys of devices and programs: made, listed and revoked by a person who is signed in, never by a key. */
import { Type } from "typebox";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { revocationSubject } from "@trajectory/protocols/subjects.ts";
import type { App } from "../app.ts";
import { requirePerson, userOf } from "../auth.ts";
import { KEY_SCOPES, MOST_KEYS, newKeyToken } from "../keys.ts";
import type { AccountStore } from "../ports.ts";

const T = 1_795_000_000_000;
const KEY = "6f1d1c5e-2f0a-4c6e-9a55-1b7c9d2e4f10";
const tags = ["accounts"];
const config = { rateLimit: { max: 30, timeWindow: "1 minute" } };
const EMPTY = new Uint8Array();

const Scope = Type.Enum(KEY_SCOPES, {
  description:
    "device: send what is measured, live and after a time offline; read: GET what is yours, and follow the live feed",
});
const Key = Type.Object({
  keyId: Type.String(),
  name: Type.String(),
  scope: Scope,
  createdAt: Type.Number({ description: "ms since the Unix epoch" }),
  usedAt: Type.Union([Type.Number(), Type.Null()], { description: "Up to a minute behind; null: never" }),
});
const key = { keyId: KEY, name: "My phone", scope: "device", createdAt: T, usedAt: null };
const NewKey = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 80, pattern: "\\S" }), scope: Scope },
  { additionalProperties: false, examples: [{ name: "My phone", scope: "device" }] },
);
const OfKey = Type.Object({ keyId: Type.String({ maxLength: 64 }) });

export interface KeyRoutes {
  accounts: AccountStore;
  bus: Pick<Bus, "publish">;
}

export function keyRoutes(app: App, { accounts, bus }: KeyRoutes): void {
  const onRequest = requirePerson(accounts);

  app.get(
    "/api/keys",
    {
      onRequest,
      schema: {
        tags,
        summary: "Your keys, newest first; their tokens are shown when they are made, and never again",
        response: { 200: Type.Object({ keys: Type.Array(Key) }, { examples: [{ keys: [key] }] }) },
      },
    },
    async (request) => ({ keys: await accounts.keys(userOf(request).id) }),
  );

  app.post(
    "/api/keys",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Make a key for a device or a program",
        description:
          `Its token goes as Authorization: Bearer, or in the Hello of the uplink. At most ${MOST_KEYS} keys. ` +
          "docs/keys.md says what each scope opens.",
        body: NewKey,
        response: {
          201: Type.Object(
            {
              key: Key,
              token: Type.String({ description: "Kept nowhere: this is the only time it is told" }),
            },
            { examples: [{ key, token: "trajectory_…" }] },
          ),
        },
      },
    },
    async (request, reply) => {
      const { name, scope } = request.body;
      const token = newKeyToken();
      const made = await accounts.createKey(userOf(request).id, { name: name.trim(), scope, token });
      return reply.code(201).send({ key: made, token });
    },
  );

  app.delete(
    "/api/keys/:keyId",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Revoke a key, at once; what is connected with it is cut off",
        params: OfKey,
        response: { 200: Type.Object({ revoked: Type.Boolean() }, { examples: [{ revoked: true }] }) },
      },
    },
    async (request) => {
      const { keyId } = request.params;
      if (!(await accounts.removeKey(userOf(request).id, keyId))) {
        throw new ProtocolError("not_found", `There is no key ${keyId} of yours.`);
      }
      bus.publish(revocationSubject(keyId), EMPTY);
      return { revoked: true };
    },
  );
}

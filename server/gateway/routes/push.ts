/** Devices that a person is told on while no page is open (docs/notifications.md). No key opens these routes. */
import { type Static, Type } from "typebox";
import { NOTIFICATION_KINDS } from "@trajectory/protocols/notifications/kinds.ts";
import {
  MOST_ENDPOINT_CHARACTERS,
  MOST_SUBSCRIPTIONS,
  PUSH_LANGUAGES,
  type Subscription,
} from "../../push/ports.ts";
import type { Pushes } from "../../push/pushes.ts";
import { timeZoneOf } from "../../time-zone.ts";
import type { App } from "../app.ts";
import { requirePerson, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";

const T = 1_795_000_000_000;
const ID = "6f1d1c5e-2f0a-4c6e-9a55-1b7c9d2e4f10";
const ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn";
const POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const tags = ["notifications"];
const config = { rateLimit: { max: 60, timeWindow: "1 minute" } };
const ms = Type.Number({ description: "ms since the Unix epoch" });
const Nullable = (schema: Type.TSchema) => Type.Union([schema, Type.Null()]);

const time = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" });
const Quiet = Type.Union(
  [Type.Object({ from: time, to: time }, { additionalProperties: false }), Type.Null()],
  { description: "By the clock on the wall of timeZone; over midnight where to is earlier; null: none" },
);
const Endpoint = Type.String({ minLength: 1, maxLength: MOST_ENDPOINT_CHARACTERS });
const Language = Type.Enum(PUSH_LANGUAGES);
const Zone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "IANA time zone, such as Europe/Berlin",
});
const Kinds = Type.Array(Type.Enum(NOTIFICATION_KINDS), {
  maxItems: NOTIFICATION_KINDS.length,
  uniqueItems: true,
  description: "What to tell",
});
const Label = Type.String({ maxLength: 80, description: "What the person calls the device" });
const settings = {
  language: "en",
  timeZone: "Europe/Berlin",
  quiet: { from: "22:00", to: "07:00" },
  kinds: [...NOTIFICATION_KINDS],
};

const Device = Type.Object({
  subscriptionId: Type.String(),
  endpoint: Type.String({ description: "Where its push service takes messages for it" }),
  service: Type.String({ description: "Host of that service" }),
  label: Label,
  language: Language,
  timeZone: Zone,
  quiet: Quiet,
  kinds: Kinds,
  createdAt: ms,
  sentAt: Nullable(Type.Number({ description: "When the push service took a message last" })),
  failure: Nullable(
    Type.Object(
      { at: ms, why: Type.Enum(["unreachable", "refused", "expired", "crowded_out"]) },
      {
        description: "The last message that it did not take, where that is newer; unreachable is tried again",
      },
    ),
  ),
});
const device = {
  subscriptionId: ID,
  endpoint: ENDPOINT,
  service: "updates.push.services.mozilla.com",
  label: "Firefox, Android",
  ...settings,
  createdAt: T,
  sentAt: null,
  failure: null,
};
const NewDevice = Type.Object(
  {
    endpoint: Endpoint,
    keys: Type.Object(
      {
        p256dh: Type.String({ maxLength: 88, description: "65 bytes in base64url" }),
        auth: Type.String({ maxLength: 24, description: "16 bytes in base64url" }),
      },
      { additionalProperties: false },
    ),
    label: Type.Optional(Label),
    language: Type.Optional(Language),
    timeZone: Type.Optional(Zone),
    quiet: Type.Optional(Quiet),
    kinds: Type.Optional(Kinds),
    replaces: Type.Optional({
      ...Endpoint,
      description: "The endpoint of this browser until now: what was settled for it stays",
    }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        endpoint: ENDPOINT,
        keys: { p256dh: POINT, auth: "BTBZMqHH6r4Tts7J_aSIgg" },
        label: "Firefox, Android",
        ...settings,
      },
    ],
  },
);
const OfDevice = Type.Object({ subscriptionId: Type.String({ maxLength: 64 }) });

export function pushRoutes(app: App, accounts: AccountStore, pushes: Pushes): void {
  const onRequest = requirePerson(accounts);

  app.get(
    "/api/push/key",
    {
      onRequest,
      schema: {
        tags,
        summary: "The key that browsers subscribe with: applicationServerKey",
        response: {
          200: Type.Object(
            { key: Type.String({ description: "Point of P-256, 65 bytes in base64url" }) },
            { examples: [{ key: POINT }] },
          ),
        },
      },
    },
    async () => ({ key: (await pushes.serverKeys()).publicKey.toString("base64url") }),
  );

  app.get(
    "/api/push/subscriptions",
    {
      onRequest,
      schema: {
        tags,
        summary: "Your devices that are pushed to, oldest first",
        response: {
          200: Type.Object(
            { subscriptions: Type.Array(Device) },
            { examples: [{ subscriptions: [device] }] },
          ),
        },
      },
    },
    async (request) => ({ subscriptions: (await pushes.list(userOf(request).id)).map(viewOf) }),
  );

  app.put(
    "/api/push/subscriptions",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Push to this browser, or change how; what is left out stays",
        description:
          `At most ${MOST_SUBSCRIPTIONS} devices. The endpoint begins with https:// and is on the public internet; ` +
          "what happened before is not told.",
        body: NewDevice,
        response: { 200: Device },
      },
    },
    async (request) => {
      const { endpoint, keys, label, replaces, ...changes } = request.body;
      if (changes.timeZone !== undefined) timeZoneOf(changes.timeZone, "timeZone");
      const subscription = {
        endpoint,
        keys: { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) },
        contact: contactOf(request.headers.origin),
        label,
        replaces,
        settings: changes,
      };
      return viewOf(await pushes.put(userOf(request).id, subscription));
    },
  );

  app.delete(
    "/api/push/subscriptions/:subscriptionId",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Push to this device no more, nor what waits for it",
        params: OfDevice,
        response: { 200: Type.Object({ removed: Type.Boolean() }, { examples: [{ removed: true }] }) },
      },
    },
    async (request) => {
      await pushes.remove(userOf(request).id, request.params.subscriptionId);
      return { removed: true };
    },
  );

  app.post(
    "/api/push/subscriptions/:subscriptionId/test",
    {
      onRequest,
      config: { rateLimit: { max: 10, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Send a test to this device",
        description:
          "It takes the way of all the others, apart from quiet hours. sentAt or failure of the device say how it went.",
        params: OfDevice,
        response: { 202: Type.Object({ waits: Type.Boolean() }, { examples: [{ waits: true }] }) },
      },
    },
    async (request, reply) => {
      await pushes.test(userOf(request).id, request.params.subscriptionId);
      return reply.code(202).send({ waits: true });
    },
  );
}

function viewOf({ settings, ...device }: Subscription): Static<typeof Device> {
  return { ...device, ...settings };
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, "base64url");
}

/** The page's own address is whom push services may ask; some take nothing from who has none. */
function contactOf(origin: string | undefined): string | undefined {
  const url = URL.parse(origin ?? "");
  return url?.protocol === "https:" ? url.origin : undefined;
}

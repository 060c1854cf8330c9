/** What a person settled for themselves, on every device. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore, SettingsStore } from "../ports.ts";

const tags = ["accounts"];
const timeZone = Type.Union(
  [
    Type.String({ minLength: 1, maxLength: 64, description: "IANA time zone, such as Europe/Berlin" }),
    Type.Null(),
  ],
  { description: "Where days and weeks of summaries begin; null: UTC" },
);
const units = Type.Object(
  {
    acceleration: Type.Enum(["g", "m/s^2"]),
    rotation: Type.Enum(["rad/s", "deg/s"]),
  },
  {
    additionalProperties: false,
    description: "What screens show; files and answers keep the units that they state",
  },
);
const examples = [{ timeZone: "Europe/Berlin", units: { acceleration: "m/s^2", rotation: "deg/s" } }];
const Settings = Type.Object({ timeZone, units }, { examples });
const SettingsBody = Type.Object(
  { timeZone: Type.Optional(timeZone), units: Type.Optional(units) },
  { additionalProperties: false, examples },
);

export function settingsRoutes(app: App, accounts: AccountStore, settings: SettingsStore): void {
  const onRequest = requireUser(accounts);

  app.get(
    "/api/settings",
    {
      onRequest,
      schema: { tags, summary: "What you settled, on every device", response: { 200: Settings } },
    },
    async (request) => settings.read(userOf(request).id),
  );

  app.put(
    "/api/settings",
    {
      onRequest,
      config: { rateLimit: { max: 60, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Settle it; what is left out stays",
        body: SettingsBody,
        response: { 200: Settings },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const { timeZone: zone } = request.body;
      if (typeof zone === "string" && !isTimeZone(zone)) {
        throw new ProtocolError("invalid_input", `There is no time zone "${zone}".`, { field: "timeZone" });
      }
      await settings.write(id, request.body);
      return settings.read(id);
    },
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

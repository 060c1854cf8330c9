/** What a person settled for themselves, on every device. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore, SettingsStore } from "../ports.ts";

const tags = ["accounts"];
const Settings = Type.Object(
  {
    timeZone: Type.Union(
      [
        Type.String({ minLength: 1, maxLength: 64, description: "IANA time zone, such as Europe/Berlin" }),
        Type.Null(),
      ],
      { description: "Where days and weeks of summaries begin; null: UTC" },
    ),
  },
  { additionalProperties: false, examples: [{ timeZone: "Europe/Berlin" }] },
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
      schema: { tags, summary: "Settle it", body: Settings, response: { 200: Settings } },
    },
    async (request) => {
      const { timeZone } = request.body;
      if (timeZone !== null && !isTimeZone(timeZone)) {
        throw new ProtocolError("invalid_input", `There is no time zone "${timeZone}".`, {
          field: "timeZone",
        });
      }
      await settings.write(userOf(request).id, { timeZone });
      return { timeZone };
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

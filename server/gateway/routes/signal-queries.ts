/** Questions about past signals. */
import { Type } from "typebox";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { STREAM_KIND_NUMBER, WINDOW_KIND_NUMBER } from "@trajectory/protocols/messages.ts";

export const OfUser = Type.Object({ userId: Type.String() });
export const OfSession = Type.Object({ userId: Type.String(), sessionId: Type.String() });

const kinds = Object.keys(STREAM_KIND_NUMBER).join("|");
const Channel = Type.String({
  pattern: `^(${kinds})\\.[A-Za-z0-9_.]{1,64}$`,
  description: "Kind of stream and channel, such as motion.userAcceleration.x",
});
const Zone = Type.Optional(
  Type.String({
    maxLength: 64,
    description: "IANA time zone, such as Europe/Berlin; default: that of your settings, or UTC",
  }),
);
const Points = Type.Integer({ minimum: 1, maximum: 5_000, default: 1_000 });

export const SeriesQuery = Type.Object({ channel: Channel, from: Time, to: Time, points: Points });
export const CompareQuery = Type.Object({
  a: Type.String({ description: "Id of a session" }),
  b: Type.String({ description: "Id of another one" }),
  channel: Channel,
  points: Points,
});
export const SessionsQuery = Type.Object({
  before: Type.Optional(Time),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
export const WindowsQuery = Type.Object({
  from: Time,
  to: Time,
  kind: Type.Optional(Type.Enum(Object.keys(WINDOW_KIND_NUMBER))),
  sessionId: Type.Optional(Type.String({ pattern: "^[0-9a-f-]{36}$" })),
  limit: Type.Integer({ minimum: 1, maximum: 2_000, default: 500 }),
});
export const BlocksQuery = Type.Object({ from: Type.Optional(Time), to: Type.Optional(Time) });
export const OverviewQuery = Type.Object({
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  points: Type.Integer({ minimum: 1, maximum: 2_000, default: 1_000 }),
});
export const SummaryQuery = Type.Object({
  by: Type.Enum(["day", "week"], { default: "day" }),
  tz: Zone,
  from: Type.Optional(Time),
  to: Type.Optional(Time),
});
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
export const DaysQuery = Type.Object({
  days: Type.String({
    pattern: `^${DAY}(,${DAY}){0,3}$`,
    description: "One to four days, such as 2026-10-24,2026-10-25",
  }),
  tz: Zone,
});
export const CorrelationQuery = Type.Object({ tz: Zone, from: Type.Optional(Time), to: Type.Optional(Time) });

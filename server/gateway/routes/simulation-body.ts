/** What can be simulated: scenarios of actions, with bounds. */
import { Type } from "typebox";
import { MAX_DAYS, MAX_SCENARIOS } from "@trajectory/engine/dynamics/scenarios.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Id, Project, Time } from "@trajectory/protocols/events/entities.ts";

const MAX_PATHS = 10_000;
/** What one scenario may have; more scenarios share it. Some seven seconds of work. */
const MAX_PATH_DAYS = MAX_PATHS * MAX_DAYS;

const Hours = Type.Number({ minimum: 0, maximum: 168, description: "h/wk" });
const one = <Name extends string, Properties extends Record<string, Type.TSchema>>(
  type: Name,
  properties: Properties,
) => Type.Object({ type: Type.Literal(type), ...properties }, { additionalProperties: false });

const Action = Type.Union([
  one("set_effort", { projectId: Id, hours: Hours }),
  one("change_effort", { projectId: Id, hours: Type.Number({ minimum: -168, maximum: 168 }) }),
  one("add_project", { project: Project }),
  one("drop_project", { projectId: Id }),
  one("move_deadline", { projectId: Id, deadline: Type.Union([Time, Type.Null()]) }),
  one("practise", { skillId: Id, hours: Hours }),
  one("relax", { constraintId: Id, factor: Type.Number({ minimum: 0, maximum: 2 }) }),
  one("rest", { hours: Hours, energy: Type.Number({ minimum: 0, maximum: 1 }) }),
]);

export const Simulation = Type.Object(
  {
    scenarios: Type.Array(
      Type.Object(
        { name: Type.String({ maxLength: 120 }), actions: Type.Array(Action, { maxItems: 64 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MAX_SCENARIOS, description: "The others are compared with the first" },
    ),
    paths: Type.Integer({ minimum: 1, maximum: MAX_PATHS, default: 256 }),
    days: Type.Integer({ minimum: 7, maximum: MAX_DAYS, default: 91 }),
    seed: Type.Integer({
      minimum: 0,
      maximum: 0xffff_ffff,
      default: 1,
      description: "The same seed is the same luck",
    }),
  },
  {
    additionalProperties: false,
    description: `Scenarios times paths times days are at most ${MAX_PATH_DAYS.toLocaleString("en")}`,
    examples: [
      {
        scenarios: [
          { name: "As planned", actions: [] },
          {
            name: "More for the dashboard",
            actions: [
              { type: "change_effort", projectId: "P1", hours: 4 },
              { type: "drop_project", projectId: "P3" },
              { type: "relax", constraintId: "c1", factor: 0.5 },
            ],
          },
        ],
        paths: 256,
        days: 91,
        seed: 11,
      },
    ],
  },
);

/** @throws ProtocolError `invalid_input` */
export function requireBounded({ scenarios, paths, days }: Type.Static<typeof Simulation>): void {
  if (scenarios.length * paths * days <= MAX_PATH_DAYS) return;
  const most = Math.floor(MAX_PATH_DAYS / (scenarios.length * days));
  throw new ProtocolError(
    "invalid_input",
    `paths is at most ${most} for ${scenarios.length} scenarios of ${days} days.`,
    { field: "paths" },
  );
}

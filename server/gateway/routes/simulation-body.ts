/** What can be simulated: scenarios of actions, with bounds. */
import { Type } from "typebox";
import { Id, Project, Time } from "@trajectory/protocols/events/entities.ts";

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
        {
          name: Type.String({ minLength: 1, maxLength: 120 }),
          actions: Type.Array(Action, { maxItems: 64 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 8, description: "The others are compared with the first" },
    ),
    paths: Type.Integer({ minimum: 1, maximum: 10_000, default: 256 }),
    days: Type.Integer({ minimum: 7, maximum: 1_095, default: 91 }),
    seed: Type.Integer({
      minimum: 0,
      maximum: 0xffff_ffff,
      default: 1,
      description: "The same seed is the same luck",
    }),
  },
  { additionalProperties: false },
);

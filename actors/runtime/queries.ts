/** What can be asked of a user's actors, and how the answers look: JSON on ….<actor>.get.<query>. */
import { Type } from "typebox";
import type { ForcesInput } from "@trajectory/engine/forces/forces-input.ts";
import type { OwnConstants } from "@trajectory/engine/own-constants.ts";
import type { LifeStateJson } from "@trajectory/engine/life/life-state.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import {
  type Constraint,
  type Evidence,
  type Goal,
  Id,
  type Project,
  type Reminder,
  type Skill,
  type SkillEdge,
} from "@trajectory/protocols/events/entities.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";

/** Every answer tells how much of the user's log it has seen: all events up to `seq` are committed and in it. */
interface Answered {
  ok: true;
  seq: number;
}

/** `….life.get.state` */
export interface LifeStateAnswer extends Answered {
  state: PhysicsSnapshot;
}

/** `….skills.get.state`, `….session.get.state`, `….interview.get.state`, `….life.get.chart` */
export interface ChartAnswer extends Answered {
  /** The state the statechart is in, such as `"idle"` or `{ live: "measuring" }`. */
  value: unknown;
  context: unknown;
}

/** `….life.get.portfolio`: what the person declared, with names. */
export interface PortfolioAnswer extends Answered {
  goals: Goal[];
  projects: Project[];
  constraints: Constraint[];
  /** The next one first. */
  reminders: Reminder[];
  /** Hours per week. */
  capacity: number;
  /** Constants of the model that the person changed, by path. */
  constants: OwnConstants;
}

/** A skill with what is believed of it. Logit; `band` is θ ± 1 sd as levels in [0, 4]. */
export interface SkillReading extends Skill {
  belief: { theta: number; sd: number; band: [number, number] };
}

/** `….skills.get.graph` */
export interface GraphAnswer extends Answered {
  skills: SkillReading[];
  edges: SkillEdge[];
  evidence: Evidence[];
}

/** Skills on one page. */
export const MAX_PAGE = 1_000;

/** What `….skills.get.page` is asked with. */
export const PageRequest = Type.Object(
  {
    from: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: 100 }),
  },
  { additionalProperties: false },
);
export type PageRequest = Type.Static<typeof PageRequest>;

/** `….skills.get.page`: skills in the order of their ids. `next` is where the next page begins; the last has none. */
export interface SkillsPageAnswer extends Answered {
  skills: SkillReading[];
  next?: string;
}

/** `….life.get.model`: the whole model as JSON, for whoever computes with it elsewhere; LifeModel.fromJSON reads it. */
export interface ModelAnswer extends Answered {
  model: LifeStateJson;
}

/** `….life.get.forces`: what the present forces are computed from, and what simulations start from. */
export interface ForcesAnswer extends Answered {
  /** Version of the mathematics and hash of the input, as in the state. */
  version: string;
  inputsHash: string;
  /** Constants of the model that the person changed, by path. */
  constants: OwnConstants;
  /** With the skills that projects require, and no others. */
  input: ForcesInput;
}

/** `….life.get.hash`: tells states apart. A replay of the log up to `seq` has the same. */
export interface HashAnswer extends Answered {
  stateHash: string;
}

export interface Refused {
  ok: false;
  error: ErrorBody;
}

export type QueryAnswer =
  | LifeStateAnswer
  | ChartAnswer
  | PortfolioAnswer
  | GraphAnswer
  | SkillsPageAnswer
  | ModelAnswer
  | ForcesAnswer
  | HashAnswer;
export type QueryReply = QueryAnswer | Refused;

export const QUERIES = {
  life: ["state", "chart", "portfolio", "model", "forces", "hash"],
  skills: ["state", "graph", "page"],
  session: ["state"],
  interview: ["state"],
} as const satisfies Record<ActorName, readonly string[]>;

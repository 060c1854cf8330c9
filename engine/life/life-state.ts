/** The state of one person: what events left behind, and the forces computed from it. */
import { SkillBelief } from "../belief/skill-belief.ts";
import type { SkillBeliefSnapshot } from "../belief/snapshot.ts";
import { DEFAULTS, MODEL_VERSION, type ModelConstants } from "../constants.ts";
import { ModelError } from "../errors.ts";
import {
  type ForcesInput,
  MS_PER_DAY,
  MS_PER_WEEK,
  type Optimism,
  type PaceState,
  type SkillState,
} from "../forces/forces-input.ts";
import { hysteresisWidth, stepTrigger, type Trigger } from "../forces/hysteresis.ts";
import { priorOptimism, rebasedOptimism } from "../forces/optimism.ts";
import { PACE_SIZE, predictPace, readPace, writePace } from "../forces/pace.ts";
import { whyUndefined } from "../forces/read.ts";
import {
  recomputeAll,
  recomputeFromBody,
  recomputeFromPace,
  recomputeFromSkills,
} from "../forces/recompute.ts";
import { ForcesWorkspace } from "../forces/workspace.ts";
import { BodyFilter, type BodyFilterJson } from "../fusion/body-filter.ts";
import type { Constraint, Goal, Project, Skill } from "../types.ts";
import { ClaimBook, type ClaimBookJson } from "./claim-book.ts";
import type { PaceEntry } from "./events.ts";
import { basisOf, type EtaBasis, explainEta } from "./explain.ts";
import { FeltBook, type FeltBookJson } from "./felt-book.ts";
import type { EscapeTransition } from "./snapshot.ts";

/** What an event changed, from least to most; each needs all that the ones before it need. */
export type Scope = "pace" | "body" | "skills" | "structure";

/** Since when a project's progress has been known: what the next report is compared with. */
interface Report {
  t: number;
  progress: number;
}

export interface LifeStateJson {
  model: string;
  constants?: Readonly<ModelConstants>;
  t: number;
  events: number;
  capacity: number;
  goals: Goal[];
  projects: Project[];
  constraints: Constraint[];
  pace: Record<string, PaceState>;
  reports: [string, Report][];
  optimism: Optimism;
  felt: FeltBookJson;
  body: BodyFilterJson;
  claims: ClaimBookJson;
  trigger: Trigger;
  basis: EtaBasis | null;
  lastTransition: EscapeTransition | null;
  belief: SkillBeliefSnapshot;
}

export class LifeState {
  k: Readonly<ModelConstants>;
  /** Model time, epoch ms: that of the newest event. 0 before the first. */
  t = 0;
  events = 0;
  capacity: number;
  readonly goals = new Map<string, Goal>();
  readonly projects = new Map<string, Project>();
  readonly constraints = new Map<string, Constraint>();
  readonly skills = new Map<string, Skill>();
  readonly reports = new Map<string, Report>();
  belief: SkillBelief;
  body: BodyFilter;
  felt: FeltBook;
  claims: ClaimBook;
  optimism: Optimism;
  trigger: Trigger = { escaped: false, candidateSince: null };
  /** η at the last transition of the escape state, or when it first had a value. */
  basis: EtaBasis | null = null;
  lastTransition: EscapeTransition | null = null;
  forces: ForcesWorkspace;
  /** Version of the belief that the forces were computed from: a new day changes it under any event. */
  private beliefVersion = 0;

  constructor(k: Readonly<ModelConstants> = DEFAULTS) {
    this.k = k;
    this.capacity = k.capacityHours;
    this.belief = new SkillBelief({ day: 0, constants: k });
    this.body = new BodyFilter(k);
    this.felt = new FeltBook(k);
    this.claims = new ClaimBook(k);
    this.optimism = priorOptimism(k);
    this.forces = new ForcesWorkspace(this.forcesInput([], {}), k);
    recomputeAll(this.forces);
  }

  /** From now on; `recompute` of the structure has to follow. */
  setConstants(k: Readonly<ModelConstants>): void {
    this.optimism = rebasedOptimism(this.optimism, this.k, k);
    this.k = k;
    this.belief.setConstants(k);
    this.body = BodyFilter.fromJSON(this.body.toJSON(), k);
    this.felt = FeltBook.fromJSON(this.felt.toJSON(), k);
    this.claims = ClaimBook.fromJSON(this.claims.toJSON(), k);
    this.forces = new ForcesWorkspace(this.forcesInput(), k);
  }

  /** Brings pace and skills to time t (not before the model's time) under the forces held since the last event. */
  moveTo(t: number): void {
    const weeks = (t - this.t) / MS_PER_WEEK;
    const { forces } = this;
    if (weeks > 0 && forces.projectCount > 0) {
      const decay = Math.exp(-weeks / forces.timeConstant);
      for (let p = 0; p < forces.projectCount; p++) {
        predictPace(forces.pace, p * PACE_SIZE, forces.attainable[p]!, decay, this.k);
      }
    }
    this.t = t;
    this.events++;
    const day = Math.floor(t / MS_PER_DAY);
    if (day > this.belief.day) this.belief.advanceTo(day);
  }

  /** Recomputes the forces after a change, then moves the escape state. Returns its transition, if it made one. */
  refresh(scope: Scope): EscapeTransition | null {
    this.recompute(scope);
    return this.stepEscape();
  }

  recompute(scope: Scope): void {
    const skillsChanged = this.belief.version !== this.beliefVersion;
    this.beliefVersion = this.belief.version;
    if (scope === "structure") {
      const input = this.forcesInput();
      if (!this.forces.reload(input)) this.forces = new ForcesWorkspace(input, this.k);
      recomputeAll(this.forces);
      return;
    }
    const { forces } = this;
    if (scope === "pace") {
      recomputeFromPace(forces);
      return;
    }
    forces.t = this.t;
    forces.energy = this.body.energyAt(this.t);
    forces.arousal = this.body.arousalAt(this.t);
    if (scope === "body" && !skillsChanged) {
      recomputeFromBody(forces);
      return;
    }
    forces.entities.skillIds.forEach((id, s) => {
      forces.theta[s] = this.belief.theta(id);
      forces.variance[s] = this.belief.variance(id);
    });
    recomputeFromSkills(forces);
  }

  /** Sets a pace known as of some earlier time and brings it to the model's time under the present forces. */
  setPace({ projectId, asOf, ...pace }: PaceEntry): void {
    const { forces } = this;
    const p = forces.entities.projects.findIndex(({ id }) => id === projectId);
    const decay = Math.exp((asOf - this.t) / MS_PER_WEEK / forces.timeConstant);
    writePace(forces.pace, p * PACE_SIZE, pace);
    predictPace(forces.pace, p * PACE_SIZE, forces.attainable[p]!, decay, this.k);
    this.reports.set(projectId, { t: asOf, progress: forces.progress[p]! });
  }

  /** NaN when undefined. */
  get eta(): number {
    return whyUndefined(this.forces) === null ? this.forces.eta : Number.NaN;
  }

  private stepEscape(): EscapeTransition | null {
    const { forces, trigger } = this;
    const { eta } = this;
    if (!Number.isNaN(eta) && this.basis === null) this.basis = basisOf(forces);
    if (!stepTrigger(trigger, this.t, eta, hysteresisWidth(forces.sdEta, this.k), this.k)) return null;
    const basis = basisOf(forces);
    const contributions = explainEta(this.basis!, basis)
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
      .slice(0, 3);
    this.basis = basis;
    this.lastTransition = {
      t: this.t,
      from: trigger.escaped ? "bound" : "escaped",
      to: trigger.escaped ? "escaped" : "bound",
      eta: forces.eta,
      pEscape: forces.pEscape,
      contributions,
    };
    return this.lastTransition;
  }

  /** The input of the forces as of now, with every required skill and those named. */
  forcesInput(moreSkills: Iterable<string> = [], pace = this.paces()): ForcesInput {
    const skillIds = new Set<string>();
    for (const project of this.projects.values()) {
      for (const { skillId } of project.requires) skillIds.add(skillId);
    }
    for (const id of moreSkills) skillIds.add(id);
    const felt: Record<string, number> = {};
    for (const id of this.projects.keys()) felt[id] = this.felt.mean(id);
    return {
      t: this.t,
      capacity: this.capacity,
      energy: this.body.energyAt(this.t),
      arousal: this.body.arousalAt(this.t),
      optimism: this.optimism,
      goals: [...this.goals.values()],
      projects: [...this.projects.values()],
      constraints: [...this.constraints.values()],
      skills: Array.from(skillIds, (id) => this.skillState(id)),
      felt,
      pace,
    };
  }

  private skillState(id: string): SkillState {
    return {
      id,
      theta: this.belief.theta(id),
      variance: this.belief.variance(id),
      mu0: this.belief.priorMean(id),
      decay: this.skills.get(id)!.decay,
    };
  }

  /** Pace of every project that the forces know; a project added since the last recompute has none yet. */
  private paces(): Record<string, PaceState> {
    const paces: Record<string, PaceState> = {};
    this.forces.entities.projects.forEach(({ id }, p) => {
      if (this.projects.has(id)) paces[id] = readPace(this.forces.pace, p * PACE_SIZE);
    });
    return paces;
  }

  toJSON(): LifeStateJson {
    return {
      model: MODEL_VERSION,
      ...(this.k === DEFAULTS ? {} : { constants: this.k }),
      t: this.t,
      events: this.events,
      capacity: this.capacity,
      goals: [...this.goals.values()],
      projects: [...this.projects.values()],
      constraints: [...this.constraints.values()],
      pace: this.paces(),
      reports: [...this.reports],
      optimism: this.optimism,
      felt: this.felt.toJSON(),
      body: this.body.toJSON(),
      claims: this.claims.toJSON(),
      trigger: { ...this.trigger },
      basis: this.basis,
      lastTransition: this.lastTransition,
      belief: this.belief.toJSON(),
    };
  }

  /** Throws `snapshot_mismatch` unless this version of the model wrote it. */
  static fromJSON(stored: unknown): LifeState {
    const json = stored as LifeStateJson | null;
    if (json?.model !== MODEL_VERSION) {
      const hint = `written by model ${json?.model}, this is ${MODEL_VERSION}; replay the events`;
      throw new ModelError("snapshot_mismatch", "model", hint);
    }
    const state = new LifeState(json.constants);
    state.t = json.t;
    state.events = json.events;
    state.capacity = json.capacity;
    for (const goal of json.goals) state.goals.set(goal.id, goal);
    for (const project of json.projects) state.projects.set(project.id, project);
    for (const constraint of json.constraints) state.constraints.set(constraint.id, constraint);
    for (const [id, report] of json.reports) state.reports.set(id, report);
    state.optimism = json.optimism;
    state.felt = FeltBook.fromJSON(json.felt, state.k);
    state.body = BodyFilter.fromJSON(json.body, state.k);
    state.claims = ClaimBook.fromJSON(json.claims, state.k);
    state.trigger = { ...json.trigger };
    state.basis = json.basis;
    state.lastTransition = json.lastTransition;
    state.belief = SkillBelief.fromJSON(json.belief);
    for (const skill of json.belief.skills) state.skills.set(skill.id, skill);
    state.forces = new ForcesWorkspace(state.forcesInput([], json.pace), state.k);
    state.beliefVersion = state.belief.version;
    recomputeAll(state.forces);
    return state;
  }
}

import { DEFAULTS, type ModelConstants } from "../constants.ts";
import type { Constraint, Goal, Project } from "../types.ts";
import { Arena } from "./arena.ts";
import { ownValue } from "./checks.ts";
import type { ForcesInput } from "./forces-input.ts";
import { PACE_SIZE, writePace } from "./pace.ts";

/** h/wk */
const MIN_HOURS = 0.01;

/** What the workspace keeps of its input for reading the result: entities in array order. */
export interface ForcesEntities {
  goals: readonly Goal[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
  skillIds: readonly string[];
}

const NO_ENTITIES: ForcesEntities = { goals: [], projects: [], constraints: [], skillIds: [] };

/**
 * Inputs and results of the forces in typed arrays, by position of project i, constraint c, goal g, skill s.
 * The stages (readiness, effort, thrust, demand, escape, sensitivities) read and write it without allocating;
 * recompute.ts says which change needs which. `reload` takes a structural change, as long as the sizes stay.
 */
export class ForcesWorkspace {
  readonly k: Readonly<ModelConstants>;
  entities: ForcesEntities = NO_ENTITIES;
  readonly projectCount: number;
  readonly constraintCount: number;
  readonly goalCount: number;
  readonly skillCount: number;

  // Inputs
  t = 0;
  capacity = 0;
  /** Ê and Ā */
  energy = 0;
  arousal = 0;
  /** Median φ and sd of ln φ. */
  phi = 0;
  phiSd = 0;
  /** Per project; hours are 0 once it is finished. */
  readonly hours: Float64Array;
  readonly size: Float64Array;
  readonly progress: Float64Array;
  /** Epoch ms; NaN without deadline. */
  readonly deadline: Float64Array;
  /** 1 where hours are planned, 0 where they are measured. */
  readonly planned: Uint8Array;
  readonly felt: Float64Array;
  /** a_pg, project-major. */
  readonly goalWeight: Float64Array;
  /** ω_g, sum 1; all 0 when no goal matters. */
  readonly goalImportance: Float64Array;
  /** Requirements of project p: firstRequirement[p] … firstRequirement[p+1]. */
  readonly firstRequirement: Int32Array;
  readonly requiredSkill: Int32Array;
  readonly requiredLevel: Float64Array;
  readonly requirementWeight: Float64Array;
  readonly theta: Float64Array;
  readonly variance: Float64Array;
  /** Per constraint: h/wk, sd as a share of it, from/until (epoch ms, ±∞), 1 where it competes with planned time. */
  readonly load: Float64Array;
  readonly loadCv: Float64Array;
  readonly from: Float64Array;
  readonly until: Float64Array;
  readonly timeLike: Uint8Array;
  /** PACE_SIZE numbers per project, see pace.ts. */
  readonly pace: Float64Array;
  /** 1 where the input gave a pace, 0 where the project starts at its attainable pace. */
  readonly hasPace: Uint8Array;

  // Results: readiness (3.1) and relevance
  readonly kappa: Float64Array;
  readonly success: Float64Array;
  readonly readiness: Float64Array;
  readonly efficiency: Float64Array;
  readonly relevance: Float64Array;
  // Effort (3.3)
  totalHours = 0;
  sumSquaredHours = 0;
  effectiveProjects = 0;
  plannedShare = 1;
  massWip = 0;
  massGap = 0;
  mass = 1;
  dragSwitch = 0;
  dragOverload = 0;
  // Thrust (3.1, 3.3)
  energyFactor = 1;
  dragBody = 0;
  drag = 0;
  /** τ, weeks */
  timeConstant = 0;
  readonly thrust: Float64Array;
  /** û */
  readonly attainable: Float64Array;
  // Demand (3.4)
  readonly weeksLeft: Float64Array;
  readonly remaining: Float64Array;
  readonly requiredPart: Float64Array;
  readonly dueOrder: Int32Array;
  required = 0;
  /** t*, weeks */
  criticalTime = 0;
  /** Position of the project with the critical deadline; −1 when nothing is required. */
  criticalProject = -1;
  readonly gravityPart: Float64Array;
  gravity = 0;
  escapeVelocity = 1;
  // Escape (3.5, 3.6)
  v = 0;
  vInf = 0;
  varV = 0;
  varD = 0;
  varVInf = 0;
  eta = 0;
  etaInf = 0;
  sdEta = 0;
  pEscape = 0;
  pEscapeInf = 0;
  // Sensitivities (3.7)
  readonly dEtaInfDHours: Float64Array;
  readonly dEtaDPace: Float64Array;
  readonly dEtaDRemaining: Float64Array;
  readonly dEtaInfDTheta: Float64Array;
  dEtaDGravity = 0;
  dEtaDCriticalTime = 0;
  dEtaInfDEnergy = 0;

  constructor(input: ForcesInput, k: Readonly<ModelConstants> = DEFAULTS) {
    const n = input.projects.length;
    const m = input.constraints.length;
    const g = input.goals.length;
    const s = input.skills.length;
    const requirements = requirementsOf(input);
    const arena = new Arena();
    this.k = k;
    this.projectCount = n;
    this.constraintCount = m;
    this.goalCount = g;
    this.skillCount = s;
    this.hours = arena.take(n);
    this.size = arena.take(n);
    this.progress = arena.take(n);
    this.deadline = arena.take(n);
    this.planned = new Uint8Array(n);
    this.felt = arena.take(n);
    this.goalImportance = arena.take(g);
    this.goalWeight = arena.take(n * g);
    this.firstRequirement = new Int32Array(n + 1);
    this.requiredSkill = new Int32Array(requirements);
    this.requiredLevel = arena.take(requirements);
    this.requirementWeight = arena.take(requirements);
    this.theta = arena.take(s);
    this.variance = arena.take(s);
    this.load = arena.take(m);
    this.loadCv = arena.take(m);
    this.from = arena.take(m);
    this.until = arena.take(m);
    this.timeLike = new Uint8Array(m);
    this.pace = arena.take(n * PACE_SIZE);
    this.hasPace = new Uint8Array(n);
    this.kappa = arena.take(s);
    this.success = arena.take(requirements);
    this.readiness = arena.take(n);
    this.efficiency = arena.take(n);
    this.relevance = arena.take(n);
    this.thrust = arena.take(n);
    this.attainable = arena.take(n);
    this.weeksLeft = arena.take(n);
    this.remaining = arena.take(n);
    this.requiredPart = arena.take(n);
    this.dueOrder = new Int32Array(n);
    this.gravityPart = arena.take(m);
    this.dEtaInfDHours = arena.take(n);
    this.dEtaDPace = arena.take(n);
    this.dEtaDRemaining = arena.take(n);
    this.dEtaInfDTheta = arena.take(s);
    this.loadInput(input);
  }

  /** Takes other inputs of the same size; false when they do not fit, and then nothing has changed. */
  reload(input: ForcesInput): boolean {
    const fits =
      input.projects.length === this.projectCount &&
      input.constraints.length === this.constraintCount &&
      input.goals.length === this.goalCount &&
      input.skills.length === this.skillCount &&
      requirementsOf(input) === this.requiredSkill.length;
    if (fits) this.loadInput(input);
    return fits;
  }

  private loadInput(input: ForcesInput): void {
    const { goals, projects, constraints, skills } = input;
    this.entities = { goals, projects, constraints, skillIds: skills.map((s) => s.id) };
    this.t = input.t;
    this.capacity = input.capacity;
    this.energy = input.energy;
    this.arousal = input.arousal;
    this.phi = Math.exp(input.optimism.mu);
    this.phiSd = input.optimism.sd;
    this.loadProjects(input);
    this.loadGoals();
    this.loadRequirements();
    skills.forEach((skill, s) => {
      this.theta[s] = skill.theta;
      this.variance[s] = skill.variance;
    });
    constraints.forEach((constraint, c) => {
      this.load[c] = loadOf(constraint, this.k);
      this.loadCv[c] = this.k.loadCv * (1 - constraint.confidence);
      this.from[c] = constraint.from ?? -Infinity;
      this.until[c] = constraint.until ?? Infinity;
      this.timeLike[c] = isTimeLike(constraint) ? 1 : 0;
    });
  }

  private loadProjects({ projects, felt, pace }: ForcesInput): void {
    projects.forEach((project, p) => {
      this.hours[p] = hoursThatCount(project);
      this.size[p] = project.size;
      this.progress[p] = project.progress;
      this.deadline[p] = project.deadline ?? Number.NaN;
      this.planned[p] = project.effortBasis === "planned" ? 1 : 0;
      this.felt[p] = ownValue(felt, project.id) ?? 0;
      this.dueOrder[p] = p;
      const state = ownValue(pace, project.id);
      this.hasPace[p] = state === undefined ? 0 : 1;
      if (state !== undefined) writePace(this.pace, p * PACE_SIZE, state);
    });
  }

  private loadGoals(): void {
    const { goals, projects } = this.entities;
    this.goalImportance.set(normalisedImportance(goals));
    this.goalWeight.fill(0);
    const position = new Map(goals.map(({ id }, g) => [id, g]));
    for (const [p, project] of projects.entries()) {
      for (const [goalId, weight] of Object.entries(project.goals)) {
        const g = position.get(goalId);
        if (g !== undefined) this.goalWeight[p * goals.length + g] = weight;
      }
    }
  }

  private loadRequirements(): void {
    const position = new Map(this.entities.skillIds.map((id, s) => [id, s]));
    let r = 0;
    this.entities.projects.forEach((project, p) => {
      this.firstRequirement[p] = r;
      for (const requirement of project.requires) {
        this.requiredSkill[r] = position.get(requirement.skillId) ?? -1;
        this.requiredLevel[r] = requirement.b;
        this.requirementWeight[r] = requirement.importance;
        r++;
      }
    });
    this.firstRequirement[this.projectCount] = r;
  }
}

function requirementsOf({ projects }: ForcesInput): number {
  return projects.reduce((count, { requires }) => count + requires.length, 0);
}

/** A finished project takes no hours; less than a minute a week is none (the drag of switching divides by them). */
function hoursThatCount(project: Project): number {
  return project.progress < 1 && project.hours >= MIN_HOURS ? project.hours : 0;
}

/** ω: importances scaled to sum 1; all 0 when none is positive. */
function normalisedImportance(goals: readonly Goal[]): number[] {
  const total = goals.reduce((sum, g) => sum + g.importance, 0);
  return goals.map((g) => (total > 0 ? g.importance / total : 0));
}

/** g_c before planned hours are taken into account: (loadHours ?? L_kind·s)(1 − f), h/wk (3.4). */
export function loadOf(c: Constraint, k: Readonly<ModelConstants>): number {
  return (c.loadHours ?? k.constraintLoad[c.kind] * c.severity) * (1 - c.flexibility);
}

/** Time and care compete with planned hours only: measured hours already leave them out (3.4). */
export function isTimeLike(c: Constraint): boolean {
  return c.kind === "time" || c.kind === "care";
}

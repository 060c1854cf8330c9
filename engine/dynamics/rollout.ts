import type { ModelConstants } from "../constants.ts";
import { sortByDue } from "../forces/demand.ts";
import { type ForcesInput, MS_PER_DAY, MS_PER_WEEK, type PaceState } from "../forces/forces-input.ts";
import { PACE_SIZE } from "../forces/pace.ts";
import { updateReadiness, updateRelevance } from "../forces/readiness.ts";
import { bodyDrag, energyFactor } from "../forces/thrust.ts";
import { ForcesWorkspace } from "../forces/workspace.ts";
import { logistic } from "../numerics/logistic.ts";
import { drawInto } from "../numerics/philox.ts";
import type { Plan } from "./actions.ts";

const DAY_WEEKS = 1 / 7;
/** The step number of the draws that a path makes once, beyond any day. */
const PATH_DRAWS = 1 << 20;

/**
 * One scenario day by day (docs/model.md 4.3): per path one draw of optimism, pace and bias from their posteriors,
 * then exact steps of the pace, work done, learning, demand and the crossing of η = 1. Reused for all paths; a path
 * allocates nothing. The luck of a path depends on (seed, path) alone, so scenarios share it.
 */
export class Rollout {
  readonly days: number;
  readonly projectCount: number;
  /** Results of the path run last: η and v_esc at the end of each day. */
  readonly eta: Float64Array;
  readonly escapeVelocity: Float64Array;
  /** Week of the first crossing of η = 1; NaN without. */
  hitWeek = Number.NaN;
  /** Week in which each project was finished; NaN without. */
  readonly finishWeek: Float64Array;
  readonly remaining: Float64Array;
  readonly pace: Float64Array;

  private readonly k: Readonly<ModelConstants>;
  /** Inputs, and scratch for readiness; its θ is the path's. */
  private readonly ws: ForcesWorkspace;
  private readonly dropped: Uint8Array;
  private readonly energy: number;
  private readonly bodyDrag: number;
  private readonly startTheta: Float64Array;
  private readonly priorMean: Float64Array;
  /** Forgetting, 1/wk. */
  private readonly forgetting: Float64Array;
  private readonly practice: Float64Array;
  /** By day 0 … days: load of active constraints, those that compete with planned time apart; h/wk. */
  private readonly plainLoad: Float64Array;
  private readonly timeLoad: Float64Array;
  /** By day: weeks to each deadline as demand counts them, and the projects in that order. */
  private readonly weeksLeft: Float64Array;
  private readonly dueOrder: Int32Array;

  private readonly bias: Float64Array;
  private readonly hours: Float64Array;
  private readonly attainable: Float64Array;
  private readonly effort: Float64Array;
  private readonly luck = new Float64Array(2);
  private totalHours = 0;
  private timeConstant = 0;
  private gravity = 0;

  constructor(plan: Plan, days: number, k: Readonly<ModelConstants>) {
    const ws = new ForcesWorkspace(withPaces(plan.input, k), k);
    const n = ws.projectCount;
    this.k = k;
    this.days = days;
    this.projectCount = n;
    this.ws = ws;
    this.eta = new Float64Array(days);
    this.escapeVelocity = new Float64Array(days);
    this.finishWeek = new Float64Array(n);
    this.remaining = new Float64Array(n);
    this.pace = new Float64Array(n);
    this.bias = new Float64Array(n);
    this.hours = new Float64Array(n);
    this.attainable = new Float64Array(n);
    this.effort = new Float64Array(ws.skillCount);
    this.dropped = Uint8Array.from(plan.input.projects, (p) => (plan.dropped.has(p.id) ? 1 : 0));
    this.energy = energyFactor(plan.input.energy, k);
    this.bodyDrag = bodyDrag(plan.input.arousal, k);
    this.startTheta = ws.theta.slice();
    this.priorMean = Float64Array.from(plan.input.skills, (s) => s.mu0);
    this.forgetting = Float64Array.from(plan.input.skills, (s) => (Math.LN2 * 7) / k.halfLifeDays[s.decay]);
    this.practice = Float64Array.from(plan.input.skills, (s) => plan.practice.get(s.id) ?? 0);
    updateRelevance(ws);

    this.plainLoad = new Float64Array(days + 1);
    this.timeLoad = new Float64Array(days + 1);
    this.weeksLeft = new Float64Array((days + 1) * n);
    this.dueOrder = new Int32Array((days + 1) * n);
    for (let day = 0; day <= days; day++) this.prepareDay(day);
  }

  /** θ of every skill of the input at the end of the path run last. */
  get theta(): Float64Array {
    return this.ws.theta;
  }

  private prepareDay(day: number): void {
    const { ws, k } = this;
    const t = ws.t + day * MS_PER_DAY;
    for (let c = 0; c < ws.constraintCount; c++) {
      if (!(ws.from[c]! <= t && t < ws.until[c]!)) continue;
      const loads = ws.timeLike[c] === 1 ? this.timeLoad : this.plainLoad;
      loads[day] = loads[day]! + ws.load[c]!;
    }
    const n = this.projectCount;
    const weeksLeft = this.weeksLeft.subarray(day * n, (day + 1) * n);
    const order = this.dueOrder.subarray(day * n, (day + 1) * n);
    for (let p = 0; p < n; p++) {
      const due = ws.deadline[p]!;
      const left = (due - ws.t) / MS_PER_WEEK - day * DAY_WEEKS;
      weeksLeft[p] = Number.isNaN(due) ? k.horizonWeeks : Math.max(k.minWeeksLeft, left);
      order[p] = p;
    }
    sortByDue(order, weeksLeft);
  }

  /** Runs one path; without `noise`, the mean path. */
  run(seed: number, path: number, noise: boolean): void {
    this.start(seed, path, noise);
    let gap = this.startGap();
    for (let day = 0; day < this.days; day++) {
      this.updateForces(day);
      this.movePaces(seed, path, day, noise);
      this.work(day);
      this.learn();
      const before = gap;
      gap = this.updateDemand(day);
      if (Number.isNaN(this.hitWeek) && this.crosses(before, gap, seed, path, day, noise)) {
        this.hitWeek = (day + 1) * DAY_WEEKS;
      }
    }
  }

  private start(seed: number, path: number, noise: boolean): void {
    const { ws } = this;
    let optimism = ws.phi;
    if (noise) optimism *= Math.exp(ws.phiSd * this.pathDraw(seed, path, 0));
    for (let p = 0; p < this.projectCount; p++) {
      this.remaining[p] = optimism * ws.size[p]! * (1 - ws.progress[p]!);
      this.finishWeek[p] = this.remaining[p]! > 0 ? Number.NaN : 0;
      this.startPace(p, seed, path, noise);
    }
    ws.theta.set(this.startTheta);
    this.hitWeek = Number.NaN;
  }

  /** (w, β) from their joint posterior. */
  private startPace(p: number, seed: number, path: number, noise: boolean): void {
    const { pace } = this.ws;
    const at = p * PACE_SIZE;
    const [w, beta] = [pace[at]!, pace[at + 1]!];
    this.pace[p] = w;
    this.bias[p] = beta;
    if (!noise) return;
    const z1 = this.pathDraw(seed, path, 2 * p + 1);
    const z2 = this.pathDraw(seed, path, 2 * p + 2);
    const sd = Math.sqrt(pace[at + 2]!);
    const shared = sd > 0 ? pace[at + 3]! / sd : 0;
    this.pace[p] = w + sd * z1;
    this.bias[p] = beta + shared * z1 + Math.sqrt(Math.max(0, pace[at + 4]! - shared * shared)) * z2;
  }

  private pathDraw(seed: number, path: number, channel: number): number {
    drawInto(this.luck, seed, path, PATH_DRAWS, channel);
    return this.luck[0]!;
  }

  private isLive(p: number): boolean {
    return this.dropped[p] === 0 && this.remaining[p]! > 0;
  }

  /** Hours of live projects; the others are free. */
  private updateHours(): void {
    let total = 0;
    for (let p = 0; p < this.projectCount; p++) {
      this.hours[p] = this.isLive(p) ? this.ws.hours[p]! : 0;
      total += this.hours[p]!;
    }
    this.totalHours = total;
  }

  private gravityOn(day: number): number {
    const { hours, totalHours, ws } = this;
    let planned = 0;
    for (let p = 0; p < this.projectCount; p++) if (ws.planned[p] === 1) planned += hours[p]!;
    return this.plainLoad[day]! + this.timeLoad[day]! * (totalHours > 0 ? planned / totalHours : 1);
  }

  private startGap(): number {
    this.updateHours();
    this.gravity = this.gravityOn(0);
    return this.gapOn(0);
  }

  /** Readiness, mass, drag, τ and attainable pace from the skills and hours of the day (3.1, 3.3). */
  private updateForces(day: number): void {
    const { hours, ws, k, attainable } = this;
    this.updateHours();
    this.gravity = this.gravityOn(day);
    updateReadiness(ws);
    const total = this.totalHours;
    let squares = 0;
    let gap = 0;
    for (let p = 0; p < this.projectCount; p++) {
      squares += hours[p]! * hours[p]!;
      if (hours[p]! > 0) gap += (hours[p]! / total) * (1 - ws.readiness[p]!);
    }
    const effectiveProjects = total > 0 ? (total * total) / squares : 0;
    const mass = 1 + k.massPerProject * Math.max(0, effectiveProjects - 1) + k.massOfSkillGap * gap;
    const switching = total > 0 ? (k.switchHours * (effectiveProjects - 1)) / total : 0;
    const drag = 1 + switching + Math.max(0, total / ws.capacity - 1) + this.bodyDrag;
    this.timeConstant = (mass * k.baseTimeConstantWeeks) / drag;
    for (let p = 0; p < this.projectCount; p++) {
      attainable[p] = (hours[p]! * ws.efficiency[p]! * this.energy) / drag;
    }
  }

  /** Exact OU step of every pace over a day. */
  private movePaces(seed: number, path: number, day: number, noise: boolean): void {
    const { pace, attainable, bias, luck, k } = this;
    const a = Math.exp(-DAY_WEEKS / this.timeConstant);
    const scatter = k.paceCv * Math.sqrt(1 - a * a);
    for (let p = 0; p < this.projectCount; p++) {
      const limit = attainable[p]! * (1 + bias[p]!);
      pace[p] = limit + (pace[p]! - limit) * a;
      if (!noise || attainable[p] === 0) continue;
      drawInto(luck, seed, path, day, p + 1);
      pace[p] = pace[p]! + scatter * attainable[p]! * luck[0]!;
    }
  }

  /** What the pace gets done after gravity took its share. */
  private work(day: number): void {
    const { remaining, hours, pace } = this;
    const gravityPerHour = this.totalHours > 0 ? this.gravity / this.totalHours : 0;
    for (let p = 0; p < this.projectCount; p++) {
      if (!this.isLive(p)) continue;
      remaining[p] = Math.max(0, remaining[p]! - (pace[p]! - gravityPerHour * hours[p]!) * DAY_WEEKS);
      if (remaining[p] === 0) this.finishWeek[p] = (day + 1) * DAY_WEEKS;
    }
  }

  /** dθ = 0.012·ℓ·(1 − σ(θ − 1.5)) − forgetting, with ℓ the hours that use the skill. */
  private learn(): void {
    const { ws, effort, k } = this;
    const { theta } = ws;
    effort.set(this.practice);
    for (let p = 0; p < this.projectCount; p++) {
      if (this.hours[p] === 0) continue;
      for (let r = ws.firstRequirement[p]!; r < ws.firstRequirement[p + 1]!; r++) {
        const s = ws.requiredSkill[r]!;
        effort[s] = effort[s]! + ws.requirementWeight[r]! * this.hours[p]!;
      }
    }
    for (let s = 0; s < effort.length; s++) {
      const level = theta[s]!;
      const gain = k.learningRate * effort[s]! * (1 - logistic(level - k.learningCeiling));
      theta[s] = level + DAY_WEEKS * (gain - this.forgetting[s]! * (level - this.priorMean[s]!));
    }
  }

  /** η and v_esc at the end of the day; returns the gap v_esc − v. */
  private updateDemand(day: number): number {
    const gap = this.gapOn(day + 1);
    const vEsc = this.currentEscapeVelocity;
    this.escapeVelocity[day] = vEsc;
    this.eta[day] = (vEsc - gap) / vEsc;
    return gap;
  }

  private currentEscapeVelocity = 1;

  private gapOn(day: number): number {
    const { ws, remaining, pace, k } = this;
    const n = this.projectCount;
    let due = 0;
    let required = 0;
    let v = 0;
    for (let i = 0; i < n; i++) {
      const p = this.dueOrder[day * n + i]!;
      const relevance = ws.relevance[p]!;
      v += relevance * pace[p]!;
      if (relevance <= 0 || !this.isLive(p)) continue;
      due += relevance * remaining[p]!;
      required = Math.max(required, due / this.weeksLeft[day * n + p]!);
    }
    this.currentEscapeVelocity = Math.max(k.minEscapeVelocity, required + this.gravity);
    return this.currentEscapeVelocity - v;
  }

  /** Whether v passed v_esc within the day: at its end, or by the Brownian bridge in between. */
  private crosses(
    before: number,
    after: number,
    seed: number,
    path: number,
    day: number,
    noise: boolean,
  ): boolean {
    if (after <= 0) return true;
    if (!noise || before <= 0) return false;
    let variance = 0;
    for (let p = 0; p < this.projectCount; p++) {
      variance += (this.ws.relevance[p]! * this.k.paceCv * this.attainable[p]!) ** 2;
    }
    const bridgeVariance = ((2 * variance) / this.timeConstant) * DAY_WEEKS;
    drawInto(this.luck, seed, path, day, 0);
    return this.luck[1]! < Math.exp((-2 * before * after) / bridgeVariance);
  }
}

/** A project without a pace is not begun: nothing is held, and of β only the prior is known. */
function withPaces(input: ForcesInput, k: Readonly<ModelConstants>): ForcesInput {
  const pace: Record<string, PaceState> = { ...input.pace };
  for (const { id } of input.projects) {
    if (!Object.hasOwn(pace, id)) pace[id] = { w: 0, beta: 0, P: [0, 0, k.biasSd ** 2] };
  }
  return { ...input, pace };
}

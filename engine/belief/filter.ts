/**
 * The belief of one skill on its own: an exact Ornstein–Uhlenbeck filter over its log of evidence
 * (docs/model.md 2.2). The log is kept in canonical order, so the result is a function of the evidence and the
 * day alone. Evidence on the last day or later costs O(1); earlier or retracted evidence refolds the log.
 */
import type { ModelConstants } from "../constants.ts";
import type { Decay, Evidence } from "../types.ts";
import { compareEvidence, dayOf, observe } from "./evidence.ts";

interface LogEntry {
  evidence: Evidence;
  day: number;
  /** logit */
  y: number;
  /** logit⁻², before the design effect */
  tau: number;
}

/** State after the evidence of `day`: deviation from the prior mean m (logit), its variance P (logit²). */
interface Moment {
  day: number;
  m: number;
  P: number;
  /** Distinct ISO weeks with practice so far. */
  weeks: number;
  lastWeek: number;
}

/** How one day's evidence changed the moment, kept only while contributions are worked out. */
interface DayStep {
  start: number;
  /** Factor on everything older: forgetting since the day before × P′/P. */
  carry: number;
  /** P′, the variance after the day. */
  variance: number;
}

/** What the filter says on the current day. tau and h are the local potential sent to the graph. */
export interface FilterState {
  /** Deviation from the prior mean, logit. */
  m: number;
  /** Variance, logit². */
  P: number;
  /** 1/P − 1/σ², logit⁻². */
  tau: number;
  /** m/P, logit⁻¹. */
  h: number;
  halfLifeDays: number;
}

export class SkillFilter {
  readonly state: FilterState;
  private readonly constants: ModelConstants;
  private readonly decay: Decay;
  private readonly priorMean: number;
  private readonly log: LogEntry[] = [];
  private day: number;
  /** Entries [0, past) have happened by `day`; later ones wait. */
  private past = 0;
  /** First entry of the last day that counts. */
  private lastStart = 0;
  /** Before and after the evidence of the last day that counts. */
  private before: Moment;
  private after: Moment;

  constructor(priorMean: number, decay: Decay, day: number, constants: ModelConstants) {
    this.constants = constants;
    this.decay = decay;
    this.priorMean = priorMean;
    this.day = day;
    this.before = emptyMoment(constants);
    this.after = this.before;
    this.state = { m: 0, P: 0, tau: 0, h: 0, halfLifeDays: 0 };
    this.predict();
  }

  /** How much evidence counts by now. */
  get counted(): number {
    return this.past;
  }

  /** The evidence in canonical order, also what waits for its day. */
  *evidence(): Generator<Evidence> {
    for (const entry of this.log) yield entry.evidence;
  }

  add(evidence: Evidence): void {
    const entry = { evidence, day: dayOf(evidence.t), ...observe(evidence, this.constants) };
    const at = this.position(evidence);
    if (at === this.log.length) this.log.push(entry);
    else this.log.splice(at, 0, entry);
    this.refold(at, entry.day);
  }

  /** Returns false if the log holds no such evidence. */
  remove(evidence: Evidence): boolean {
    const at = this.position(evidence);
    const entry = this.log[at];
    if (entry?.evidence.id !== evidence.id) return false;
    this.log.splice(at, 1);
    this.refold(at, entry.day);
    return true;
  }

  /** Moves to a later day: forgets, and counts the evidence that waited for it. */
  advanceTo(day: number): void {
    this.day = day;
    this.fold();
    this.predict();
  }

  /**
   * What each counted piece of evidence adds to m, logit. They sum to m. Calls `visit` in canonical order.
   */
  contributions(visit: (evidence: Evidence, logit: number) => void): void {
    const own = new Float64Array(this.past);
    const steps = this.replay(own);
    let carry = this.forgetting(this.after, this.day);
    for (let s = steps.length - 1, end = this.past; s >= 0; s--) {
      const step = steps[s]!;
      for (let i = step.start; i < end; i++) own[i] = own[i]! * step.variance * carry;
      carry *= step.carry;
      end = step.start;
    }
    for (let i = 0; i < this.past; i++) visit(this.log[i]!.evidence, own[i]!);
  }

  /** Runs the whole log again; own[i] becomes weight × (y − prior mean), the returned steps scale it. */
  private replay(own: Float64Array): DayStep[] {
    const steps: DayStep[] = [];
    let moment = emptyMoment(this.constants);
    for (let start = 0; start < this.past;) {
      const end = this.endOfDay(start);
      const day = this.log[start]!.day;
      const rho = this.forgetting(moment, day);
      const old = this.age(moment, day);
      this.weigh(start, end, (i, weight) => {
        own[i] = weight * (this.log[i]!.y - this.priorMean);
      });
      moment = this.update(old, start, end);
      steps.push({ start, carry: (rho * moment.P) / old.P, variance: moment.P });
      start = end;
    }
    return steps;
  }

  private position(evidence: Evidence): number {
    let low = 0;
    let high = this.log.length;
    const last = this.log[high - 1];
    if (last === undefined || compareEvidence(last.evidence, evidence) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareEvidence(this.log[middle]!.evidence, evidence) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Counts again what an entry inserted or removed at `changed` touches: nothing older than its day. */
  private refold(changed: number, day: number): void {
    const isNew = changed >= this.past && day > this.after.day;
    if (!isNew) {
      const lastDayOnly = changed >= this.lastStart && day > this.before.day;
      this.past = this.lastStart = lastDayOnly ? this.lastStart : 0;
      this.after = this.before = lastDayOnly ? this.before : emptyMoment(this.constants);
    }
    this.fold();
    this.predict();
  }

  private fold(): void {
    while (this.past < this.log.length && this.log[this.past]!.day <= this.day) {
      const start = this.past;
      this.before = this.after;
      this.lastStart = start;
      this.past = this.endOfDay(start);
      this.after = this.update(this.age(this.before, this.log[start]!.day), start, this.past);
    }
  }

  private endOfDay(start: number): number {
    const day = this.log[start]!.day;
    let end = start + 1;
    while (end < this.log.length && this.log[end]!.day === day) end++;
    return end;
  }

  private halfLife(weeks: number): number {
    const { halfLifeDays, maxHalfLifeFactor, practiceWeeks } = this.constants;
    return halfLifeDays[this.decay] * Math.min(maxHalfLifeFactor, Math.sqrt(1 + weeks / practiceWeeks));
  }

  /** ρ = 2^(−Δ/H) between the moment and the day. */
  private forgetting(moment: Moment, day: number): number {
    if (moment.day === -Infinity || day <= moment.day) return 1;
    return 2 ** (-(day - moment.day) / this.halfLife(moment.weeks));
  }

  private age(moment: Moment, day: number): Moment {
    const rho = this.forgetting(moment, day);
    const variance = this.constants.sigmaRef ** 2;
    return {
      day,
      m: moment.m * rho,
      P: rho === 1 ? moment.P : rho * rho * moment.P + variance * (1 - rho * rho),
      weeks: moment.weeks,
      lastWeek: moment.lastWeek,
    };
  }

  /** Entries of one kind and source on one day share bias: each weighs τ/(1 + (n−1)·ICC) (2.1). */
  private weigh(start: number, end: number, visit: (index: number, weight: number) => void): void {
    for (let group = start; group < end;) {
      const { kind, sourceId } = this.log[group]!.evidence;
      let stop = group + 1;
      while (stop < end && sameGroup(this.log[stop]!.evidence, kind, sourceId)) stop++;
      const designEffect = 1 + (stop - group - 1) * this.constants.icc[kind];
      for (let i = group; i < stop; i++) visit(i, this.log[i]!.tau / designEffect);
      group = stop;
    }
  }

  private update(old: Moment, start: number, end: number): Moment {
    let precision = 0;
    let potential = 0;
    let practised = false;
    this.weigh(start, end, (i, weight) => {
      const entry = this.log[i]!;
      precision += weight;
      potential += weight * (entry.y - this.priorMean);
      practised ||= entry.evidence.practice;
    });
    const P = 1 / (1 / old.P + precision);
    const week = isoWeek(old.day);
    const newWeek = practised && week !== old.lastWeek;
    return {
      day: old.day,
      m: P * (old.m / old.P + potential),
      P,
      weeks: newWeek ? old.weeks + 1 : old.weeks,
      lastWeek: newWeek ? week : old.lastWeek,
    };
  }

  private predict(): void {
    const variance = this.constants.sigmaRef ** 2;
    const now = this.age(this.after, this.day);
    this.state.m = now.m;
    this.state.P = now.P;
    this.state.tau = Math.max(0, 1 / now.P - 1 / variance);
    this.state.h = now.m / now.P;
    this.state.halfLifeDays = this.halfLife(now.weeks);
  }
}

function emptyMoment(constants: ModelConstants): Moment {
  return { day: -Infinity, m: 0, P: constants.sigmaRef ** 2, weeks: 0, lastWeek: -Infinity };
}

function sameGroup(evidence: Evidence, kind: string, sourceId: string): boolean {
  return evidence.kind === kind && evidence.sourceId === sourceId;
}

/** Number of the Monday-to-Sunday week a day lies in; day 0 was a Thursday. */
function isoWeek(day: number): number {
  return Math.floor((day + 3) / 7);
}

/**
 * From window features to the latent body state: quality gates, personal baselines, then the Kalman filter
 * (docs/model.md 5.1–5.3). Deterministic, allocates nothing per window.
 */
import type { ModelConstants } from "../constants.ts";
import type { WindowFeatures } from "../types.ts";
import { BASELINE_SIZE, initBaseline, scoreBaseline, updateBaseline } from "./baseline.ts";
import {
  arousalAverage,
  BODY_SIZE,
  energyAverage,
  initBody,
  observeBody,
  predictBody,
  setAverages,
} from "./body-state.ts";
import { BODY_FEATURES, COHERENCE, HEART_RATE, LN_RMSSD, POPULATION, WINDOW_FEATURES } from "./features.ts";
import { HEART_RATE_SIZE, heartRateResidual, initHeartRate } from "./heart-rate.ts";
import { MovementMemory } from "./movement.ts";

const MS_PER_HOUR = 3_600_000;
/** A window this much older than the newest still counts as now; an older one only teaches the baselines. */
const LATE_MS = 64_000;
/** Baselines never get narrower than this share of the population's spread. */
const MIN_SD_SHARE = 0.05;
/** A feature seen within this time counts as covered. */
const COVERAGE_MS = MS_PER_HOUR;
const CONTEXTS = 2;

export interface BodyFilterJson {
  /** Epoch ms of the newest window; null before the first. */
  t: number | null;
  body: number[];
  baselines: number[];
  heartRate: number[];
  movement: number[];
  seen: (number | null)[];
}

export class BodyFilter {
  private readonly k: Readonly<ModelConstants>;
  /** Time of `body`; −∞ before the first window or statement. */
  private t = -Infinity;
  private readonly body = new Float64Array(BODY_SIZE);
  private readonly baselines = new Float64Array(BODY_FEATURES.length * CONTEXTS * BASELINE_SIZE);
  private readonly heartRate = new Float64Array(HEART_RATE_SIZE);
  private readonly movement: MovementMemory;
  /** Per feature, the time of its newest good value. */
  private readonly seen = new Float64Array(BODY_FEATURES.length).fill(-Infinity);
  /** Scratch for reading ahead without moving the state. */
  private readonly ahead = new Float64Array(BODY_SIZE);

  constructor(k: Readonly<ModelConstants>) {
    this.k = k;
    this.movement = new MovementMemory();
    initBody(this.body);
    initHeartRate(this.heartRate, 0);
    POPULATION.forEach(({ rest, active }, feature) => {
      initBaseline(this.baselines, baselineAt(feature, 0), rest.mean, rest.sd);
      initBaseline(this.baselines, baselineAt(feature, 1), active.mean, active.sd);
    });
  }

  /** Takes in one checked window. True when it moved the body state, false when it was too late for that. */
  observe(window: WindowFeatures): boolean {
    const move = this.movementDuring(window);
    const active = this.movement.isActive(move);
    const inTime = window.t1 >= this.t - LATE_MS;
    if (inTime) this.moveTo(window.t1);
    for (let feature = 0; feature < BODY_FEATURES.length; feature++) {
      this.observeFeature(feature, window, move, active, inTime);
    }
    const own = window.features.move;
    if (own !== undefined && own.quality > 0) this.movement.add(window.t0, window.t1, own.value);
    return inTime;
  }

  /** The window's own movement, or what motion windows said during it; NaN when unknown. */
  private movementDuring(window: WindowFeatures): number {
    const own = window.features.move;
    if (own !== undefined && own.quality > 0) return own.value;
    return this.movement.meanDuring(window.t0, window.t1);
  }

  private observeFeature(
    feature: number,
    window: WindowFeatures,
    move: number,
    active: boolean,
    inTime: boolean,
  ): void {
    const given = window.features[WINDOW_FEATURES[feature]!];
    if (given === undefined || !(given.quality > 0)) return;
    // Beat intervals of optical sensors mean nothing in motion, and heart rate means little without it.
    if ((feature === LN_RMSSD || feature === COHERENCE) && active) return;
    if (feature === HEART_RATE && Number.isNaN(move)) return;
    const x = this.scaled(feature, given.value, move);
    const at = baselineAt(feature, active ? 1 : 0);
    const z = scoreBaseline(this.baselines, at, x);
    updateBaseline(this.baselines, at, x, minVariance(feature, active));
    if (!inTime) return;
    observeBody(this.body, feature, z, given.quality, window.overlap);
    this.seen[feature] = Math.max(this.seen[feature]!, window.t1);
  }

  /** A window feature in the units of its baseline. */
  private scaled(feature: number, value: number, move: number): number {
    if (feature === HEART_RATE) return heartRateResidual(this.heartRate, 0, value, move);
    return feature === LN_RMSSD ? Math.log(value) : value;
  }

  private moveTo(t: number): void {
    if (this.t !== -Infinity) predictBody(this.body, (t - this.t) / MS_PER_HOUR, this.k);
    this.t = Math.max(this.t, t);
  }

  /** Ê at time t. */
  energyAt(t: number): number {
    return energyAverage(this.body, this.hoursUntil(t), this.k);
  }

  /** Ā at time t. */
  arousalAt(t: number): number {
    return arousalAverage(this.body, this.hoursUntil(t), this.k);
  }

  /** The body state predicted to time t, valid until the next call; see body-state.ts for its layout. */
  stateAt(t: number): Float64Array {
    this.ahead.set(this.body);
    predictBody(this.ahead, this.hoursUntil(t), this.k);
    return this.ahead;
  }

  /** The posterior mean of coherence as of the newest window. */
  get coherence(): number {
    return this.body[2]!;
  }

  private hoursUntil(t: number): number {
    return this.t === -Infinity ? 0 : Math.max(0, t - this.t) / MS_PER_HOUR;
  }

  /** The person's own statement of the averages at time t. */
  setAverages(t: number, energy: number, arousal: number): void {
    this.moveTo(t);
    setAverages(this.body, energy, arousal);
  }

  /** Time of the newest good value of a feature (position in BODY_FEATURES); null when there was none. */
  lastSeen(feature: number): number | null {
    const t = this.seen[feature]!;
    return t === -Infinity ? null : t;
  }

  /** Share of the features seen with quality in the hour before t. */
  coverageAt(t: number): number {
    let covered = 0;
    for (const seen of this.seen) if (seen > t - COVERAGE_MS) covered++;
    return covered / BODY_FEATURES.length;
  }

  toJSON(): BodyFilterJson {
    return {
      t: this.t === -Infinity ? null : this.t,
      body: Array.from(this.body),
      baselines: Array.from(this.baselines),
      heartRate: Array.from(this.heartRate),
      movement: this.movement.toJSON(),
      seen: BODY_FEATURES.map((_, feature) => this.lastSeen(feature)),
    };
  }

  static fromJSON(json: BodyFilterJson, k: Readonly<ModelConstants>): BodyFilter {
    const filter = new BodyFilter(k);
    filter.t = json.t ?? -Infinity;
    filter.body.set(json.body);
    filter.baselines.set(json.baselines);
    filter.heartRate.set(json.heartRate);
    filter.movement.restore(json.movement);
    json.seen.forEach((t, feature) => (filter.seen[feature] = t ?? -Infinity));
    return filter;
  }
}

function baselineAt(feature: number, context: 0 | 1): number {
  return (feature * CONTEXTS + context) * BASELINE_SIZE;
}

function minVariance(feature: number, active: boolean): number {
  const usual = POPULATION[feature]!;
  return ((active ? usual.active.sd : usual.rest.sd) * MIN_SD_SHARE) ** 2;
}

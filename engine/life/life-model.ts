/**
 * The model of one person: events in, physics out (docs/model.md). Deterministic and free of clocks: the same
 * events give a bit-equal `stateHash`, also when `toJSON` and `fromJSON` come between.
 *
 * Time is event time. With every event the whole state moves to max(model time, event time): pace under the forces
 * held since the event before, skills by the day, body averages exactly. Only windows keep sensor time for the body
 * state, so a late upload counts when it happened; a window older than the newest by over a minute teaches the
 * baselines only.
 */
import { MODEL_VERSION, type ModelConstants } from "../constants.ts";
import type { SkillBelief } from "../belief/skill-belief.ts";
import type { ForcesInput } from "../forces/forces-input.ts";
import { readForces } from "../forces/read.ts";
import { BODY_FEATURES, WINDOW_FEATURES } from "../fusion/features.ts";
import type { Constraint, Goal, Project, Skill } from "../types.ts";
import { applyEvent } from "./apply.ts";
import type { ClaimPattern, ClaimReading } from "./claim-book.ts";
import type { ModelEvent } from "./events.ts";
import { explainChange } from "./explain.ts";
import { InputsHash } from "./inputs-hash.ts";
import { LifeState, type LifeStateJson } from "./life-state.ts";
import type { BodyReading, ChangeReport, EscapeTransition, PhysicsSnapshot } from "./snapshot.ts";
import { hashJson } from "./state-hash.ts";

export type { LifeStateJson } from "./life-state.ts";

export class LifeModel {
  private readonly state: LifeState;
  private readonly inputsHash = new InputsHash();
  private cached: PhysicsSnapshot | null = null;
  private changed: EscapeTransition | null = null;

  private constructor(state: LifeState) {
    this.state = state;
  }

  /** Nobody yet: no goals, projects or skills. */
  static create(constants?: Readonly<ModelConstants>): LifeModel {
    return new LifeModel(new LifeState(constants));
  }

  /** Throws ModelError `snapshot_mismatch` unless this version of the model wrote it: replay the events instead. */
  static fromJSON(json: unknown): LifeModel {
    return new LifeModel(LifeState.fromJSON(json));
  }

  toJSON(): LifeStateJson {
    return this.state.toJSON();
  }

  /** Applies one event. Throws ModelError (code, field, hint) and then changes nothing. */
  apply(event: ModelEvent): void {
    const scope = applyEvent(this.state, event);
    this.changed = this.state.refresh(scope);
    this.cached = null;
  }

  /** The change of the escape state that the last event made, if it made one. */
  get transition(): EscapeTransition | null {
    return this.changed;
  }

  /** The newest change of the escape state there ever was. */
  get lastTransition(): EscapeTransition | null {
    return this.state.lastTransition;
  }

  /** Epoch ms of the newest event time; 0 before the first event. */
  get t(): number {
    return this.state.t;
  }

  /** Events applied so far. */
  get events(): number {
    return this.state.events;
  }

  /** η as a bare number for charts at full rate; the snapshot has it with everything else. NaN when undefined. */
  get eta(): number {
    return this.state.eta;
  }

  /** h/wk */
  get capacity(): number {
    return this.state.capacity;
  }

  /** Those in force; the published object itself where the person changed none. */
  get constants(): Readonly<ModelConstants> {
    return this.state.k;
  }

  goals(): Goal[] {
    return [...this.state.goals.values()];
  }

  projects(): Project[] {
    return [...this.state.projects.values()];
  }

  constraints(): Constraint[] {
    return [...this.state.constraints.values()];
  }

  skills(): Skill[] {
    return [...this.state.skills.values()];
  }

  /** The belief about the skills, to read only: it changes by events. */
  get belief(): Pick<
    SkillBelief,
    | "contributions"
    | "covariance"
    | "day"
    | "filter"
    | "nextAnswer"
    | "nextQuestions"
    | "readout"
    | "sample"
    | "theta"
    | "variance"
    | "varianceAlong"
    | "version"
  > {
    return this.state.belief;
  }

  /** ∂η∞/∂θ per required skill: which questions are worth most for η∞ (`belief.nextQuestions`). */
  skillGradient(): [skillId: string, slope: number][] {
    const { entities, dEtaInfDTheta } = this.state.forces;
    return entities.skillIds.map((id, s) => [id, dEtaInfDTheta[s]!]);
  }

  /** The newest claims with what the signals say of them, oldest first. */
  claims(): ClaimReading[] {
    return this.state.claims.readings();
  }

  claimPatterns(): ClaimPattern[] {
    return this.state.claims.patternReadings();
  }

  /** What a simulation starts from; name the skills its actions practise beyond those that projects require. */
  simulationInput(practised: Iterable<string> = []): ForcesInput {
    return this.state.forcesInput(practised);
  }

  /** The physics at the model's time. The same object until the next event. */
  snapshot(): PhysicsSnapshot {
    this.cached ??= this.readSnapshot();
    return this.cached;
  }

  /** Frees the snapshot, which is computed again when it is asked for: some 4 kB. */
  letGo(): void {
    this.cached = null;
  }

  private readSnapshot(): PhysicsSnapshot {
    const { state } = this;
    return {
      t: state.t,
      version: MODEL_VERSION,
      inputsHash: this.inputsHash.of(state.forces),
      ...readForces(state.forces, (gradient) => state.belief.varianceAlong(gradient)),
      capacity: { value: state.capacity, unit: "h/wk" },
      body: readBody(state),
      optimism: { value: Math.exp(state.optimism.mu), unit: "1", sd: state.optimism.sd },
      escape: {
        state: state.trigger.escaped ? "escaped" : "bound",
        candidateSince: state.trigger.candidateSince,
        lastTransition: state.lastTransition,
      },
    };
  }

  /** Equal for equal states: replay and live, here and on another node of the same JS engine. */
  stateHash(): string {
    return hashJson(this.state.toJSON());
  }

  /** Why η changed from one snapshot of this person to another. */
  why(from: PhysicsSnapshot, to: PhysicsSnapshot): ChangeReport {
    return explainChange(from, to);
  }
}

function readBody({ body, t }: LifeState): BodyReading {
  const now = body.stateAt(t);
  const seen: BodyReading["seen"] = {};
  BODY_FEATURES.forEach((_, feature) => {
    const last = body.lastSeen(feature);
    if (last !== null) seen[WINDOW_FEATURES[feature]!] = last;
  });
  return {
    energy: { value: now[0]!, unit: "sd", sd: Math.sqrt(now[3]!) },
    arousal: { value: now[1]!, unit: "sd", sd: Math.sqrt(now[7]!) },
    coherence: { value: now[2]!, unit: "sd", sd: Math.sqrt(now[11]!) },
    energyDay: { value: body.energyAt(t), unit: "sd" },
    arousalDay: { value: body.arousalAt(t), unit: "sd" },
    coverage: body.coverageAt(t),
    seen,
  };
}

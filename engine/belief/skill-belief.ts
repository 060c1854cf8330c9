/**
 * What is believed about all skills of one person (docs/model.md 2): skills, edges and evidence in, a joint
 * Gaussian posterior out.
 *
 * The posterior is a function of the skills, edges, evidence and day. Its last bits also depend on the order of
 * changes since the last fresh start (a new day, a change of structure, every 512 changes), so replaying a log of
 * changes, or restoring `toJSON`, gives bit-equal numbers. Reading never changes them.
 *
 * Every method that names a skill throws `unknown_skill` if there is none. Evidence is kept as given: do not change
 * it afterwards.
 */
import { DEFAULTS, MODEL_VERSION, type ModelConstants } from "../constants.ts";
import { ModelError, requireFinite } from "../errors.ts";
import type { Evidence, Skill, SkillEdge } from "../types.ts";
import { contributionsTo } from "./contributions.ts";
import { dayOf, requireValidEvidence } from "./evidence.ts";
import type { FilterState } from "./filter.ts";
import { JointPosterior, type JointOptions } from "./joint.ts";
import { type Question, rankQuestions } from "./questions.ts";
import { expectedSuccess, readoutOf, type SkillReadout } from "./readout.ts";
import { requireValidEdge, requireValidSkill, SkillNodes } from "./skill-nodes.ts";
import type { SkillBeliefSnapshot } from "./snapshot.ts";
import { FAST_COMPONENT } from "./tracing/answer-stream.ts";
import { AnswerHistory, type NextAnswer, readOut } from "./tracing/read-out.ts";

export interface SkillBeliefOptions extends Partial<JointOptions> {
  /** Day number, floor(epoch ms / 86 400 000). */
  day: number;
  constants?: Readonly<ModelConstants>;
}

interface AnswerRun {
  /** Oldest first. */
  answers: readonly boolean[];
  /** logit */
  b: number;
}

const DENSE_LIMIT = 256;
const TOLERANCE = 1e-6;

export class SkillBelief {
  private readonly nodes: SkillNodes;
  private readonly joint: JointPosterior;
  private readonly options: JointOptions;
  private readonly evidenceById = new Map<string, Evidence>();
  private constants: Readonly<ModelConstants>;
  private currentDay: number;
  private changes = 0;

  constructor({
    day,
    constants = DEFAULTS,
    denseLimit = DENSE_LIMIT,
    tolerance = TOLERANCE,
  }: SkillBeliefOptions) {
    this.currentDay = requireFinite(day, "day");
    this.constants = constants;
    this.options = { denseLimit, tolerance };
    this.nodes = new SkillNodes(day, constants);
    this.joint = new JointPosterior(this.nodes, this.options, constants);
  }

  /** Grows by one with everything that changes the belief. */
  get version(): number {
    return this.changes;
  }

  get day(): number {
    return this.currentDay;
  }

  /** Skill id → index. Indices stay until a skill is removed; then the last skill takes its place. */
  get index(): ReadonlyMap<string, number> {
    return this.nodes.index;
  }

  /** Adds a skill or replaces the one with its id. Throws `ModelError`. */
  setSkill(skill: Skill): void {
    requireValidSkill(skill, this.constants);
    const i = this.nodes.index.get(skill.id);
    if (i !== undefined) {
      if (isSame(this.nodes.at(i).skill, skill)) return;
      this.requireMotor(skill, i);
    }
    const changed = this.nodes.set({ ...skill });
    if (i === undefined) this.joint.journal.append();
    this.joint.skillsRestructured(changed);
    this.changes++;
  }

  /** Removes a skill with its edges and evidence. */
  removeSkill(skillId: string): void {
    const i = this.nodes.find(skillId, "skillId");
    for (const evidence of this.nodes.at(i).filter.evidence()) this.evidenceById.delete(evidence.id);
    this.nodes.remove(i);
    this.joint.journal.shrink();
    this.joint.graphRestructured(this.nodes.list.keys());
    this.changes++;
  }

  /** Sets the one edge between two skills, replacing what was there. Throws `ModelError`, also for a cycle. */
  setEdge(edge: SkillEdge): void {
    requireValidEdge(edge);
    if (this.nodes.hasEdge(edge)) return;
    this.joint.graphRestructured(this.nodes.setEdge(edge));
    this.changes++;
  }

  /** Removes the edge between two skills, in whichever direction it runs. Throws `unknown_edge`. */
  removeEdge(a: string, b: string): void {
    this.joint.graphRestructured(this.nodes.removeEdge(a, b));
    this.changes++;
  }

  /** Evidence of a later day than the current one counts once that day has come. Throws `ModelError`. */
  addEvidence(evidence: Evidence): void {
    const i = this.nodes.find(evidence.skillId, "evidence.skillId");
    const { skill, filter } = this.nodes.at(i);
    requireValidEvidence(evidence, skill, this.constants);
    if (this.evidenceById.has(evidence.id)) {
      throw new ModelError(
        "duplicate_id",
        "evidence.id",
        `"${evidence.id}" is there already; retract it first`,
      );
    }
    this.evidenceById.set(evidence.id, evidence);
    filter.add(evidence);
    this.joint.skillChanged(i);
    this.changes++;
  }

  /** Takes evidence out as if it had never been. Throws `unknown_evidence`. */
  retractEvidence(evidenceId: string): void {
    const evidence = this.evidenceById.get(evidenceId);
    if (evidence === undefined) {
      throw new ModelError("unknown_evidence", "evidenceId", `there is no evidence "${evidenceId}"`);
    }
    const i = this.nodes.find(evidence.skillId, "evidence.skillId");
    const { filter } = this.nodes.at(i);
    this.evidenceById.delete(evidenceId);
    filter.remove(evidence);
    this.joint.skillChanged(i);
    this.changes++;
  }

  /** Lets time pass up to the start of a day. Nothing happens on the same day; `time_reversed` on an earlier one. */
  advanceTo(day: number): void {
    requireFinite(day, "day");
    if (day === this.currentDay) return;
    if (day < this.currentDay) {
      throw new ModelError("time_reversed", "day", `got ${day}; the belief is at day ${this.currentDay}`);
    }
    this.currentDay = day;
    this.nodes.advanceTo(day);
    this.joint.skillsChanged(this.nodes.list.keys());
    this.changes++;
  }

  /** Filters and solves everything again under other constants. */
  setConstants(constants: Readonly<ModelConstants>): void {
    this.constants = constants;
    this.nodes.setConstants(constants);
    this.joint.graphRestructured(this.nodes.list.keys(), constants);
    this.changes++;
  }

  /** Posterior mean, logit. */
  theta(skillId: string): number {
    const i = this.nodes.find(skillId, "skillId");
    return this.nodes.at(i).priorMean + this.joint.current().mean(i);
  }

  /** Posterior variance, logit². */
  variance(skillId: string): number {
    return this.joint.current().variance(this.nodes.find(skillId, "skillId"));
  }

  /** Posterior covariance, logit². */
  covariance(a: string, b: string): number {
    return this.joint.current().covariance(this.nodes.find(a, "skillId"), this.nodes.find(b, "skillId"));
  }

  /** Prior mean μ0, logit, lowered to that of its prerequisites where theirs is lower. */
  priorMean(skillId: string): number {
    return this.nodes.at(this.nodes.find(skillId, "skillId")).priorMean;
  }

  /** The belief of the skill on its own, before the graph. */
  filter(skillId: string): Readonly<FilterState> {
    return this.nodes.at(this.nodes.find(skillId, "skillId")).filter.state;
  }

  /** Evidence id → what it adds to the level of the skill, logit; the sum is θ̂ − μ0 (2.3). */
  contributions(skillId: string): Map<string, number> {
    const i = this.nodes.find(skillId, "skillId");
    const filters = this.nodes.list.map(({ filter }) => filter);
    return contributionsTo(i, this.joint.current(), filters);
  }

  /**
   * The next answer at difficulty b (logit), and what each kind of term gives to its logit: what was believed before
   * the day's answers, and what these tell (docs/decisions/0010-answer-time-scales.md). How answers fade over days is
   * not known, so earlier days speak through the belief alone; so do answers in other domains.
   */
  nextAnswer(skillId: string, b: number): NextAnswer {
    const { domain } = this.nodes.at(this.nodes.find(skillId, "skillId")).skill;
    const ofDay = this.answersOfDay(domain);
    const contributions = this.contributions(skillId);
    let before = this.theta(skillId);
    for (const { evidence } of ofDay) before -= contributions.get(evidence.id) ?? 0;
    const { sigmaRef } = this.constants;
    const variance = this.variance(skillId) + FAST_COMPONENT.sd ** 2;
    const success = expectedSuccess(before, variance, requireFinite(b, "b"));
    const history = new AnswerHistory<string>();
    for (const { evidence, value } of ofDay) {
      const { priorMean } = this.nodes.at(this.nodes.find(evidence.skillId, "skillId"));
      const expected = expectedSuccess(priorMean, sigmaRef ** 2, value.b);
      for (const right of value.answers) history.add(evidence.skillId, right, expected);
    }
    return readOut(history, skillId, Math.log(success / (1 - success)));
  }

  /** Runs of answers of the present day on the skills of a domain, oldest first. */
  private answersOfDay(domain: string): { evidence: Evidence; value: AnswerRun }[] {
    const runs: { evidence: Evidence; value: AnswerRun }[] = [];
    for (const evidence of this.evidenceById.values()) {
      const { t, value } = evidence;
      if (!("k" in value) || value.answers === undefined || dayOf(t) !== this.currentDay) continue;
      if (this.nodes.at(this.nodes.find(evidence.skillId, "skillId")).skill.domain !== domain) continue;
      runs.push({ evidence, value: { answers: value.answers, b: value.b } });
    }
    return runs.sort((a, b) => a.evidence.t - b.evidence.t || (a.evidence.id < b.evidence.id ? -1 : 1));
  }

  /** The belief against a required level b, logit (2.5). */
  readout(skillId: string, b: number): SkillReadout {
    return readoutOf(this.theta(skillId), this.variance(skillId), requireFinite(b, "b"));
  }

  /**
   * `count` joint draws of the named skills (all by default), logit: row p of `values` is draw p. The draws of one
   * seed are the same whatever else is drawn (2.6).
   */
  sample(
    seed: number,
    count: number,
    skillIds: readonly string[] = [...this.nodes.index.keys()],
  ): { skillIds: readonly string[]; values: Float64Array } {
    const targets = skillIds.map((id) => this.nodes.find(id, "skillId"));
    const draw = this.joint.current().sampler(targets);
    const row = new Float64Array(targets.length);
    const values = new Float64Array(count * targets.length);
    for (let p = 0; p < count; p++) {
      draw(seed, p, row);
      for (let k = 0; k < row.length; k++) row[k] = row[k]! + this.nodes.at(targets[k]!).priorMean;
      values.set(row, p * row.length);
    }
    return { skillIds, values };
  }

  /** Variance of a quantity with gradient ∂quantity/∂θ by skill id: gᵀCg. */
  varianceAlong(gradient: Iterable<readonly [string, number]>): number {
    return this.joint.current().varianceAlong(this.gradient(gradient));
  }

  /** The questions that remove most variance of the quantity per minute, best first (2.7). */
  nextQuestions(
    gradient: Iterable<readonly [string, number]>,
    questionFor: (skill: Skill) => Question,
    limit = 10,
  ): { skillId: string; varianceRemoved: number; perMinute: number }[] {
    const values = rankQuestions(
      this.joint.current(),
      this.gradient(gradient),
      this.nodes.list.length,
      (i) => questionFor(this.nodes.at(i).skill),
      limit,
    );
    return values.map(({ index, varianceRemoved, perMinute }) => {
      return { skillId: this.nodes.at(index).skill.id, varianceRemoved, perMinute };
    });
  }

  /** Inputs, base and journal: `fromJSON` restores a belief that goes on bit-equal to this one. */
  toJSON(): SkillBeliefSnapshot {
    const skillId = (i: number): string => this.nodes.at(i).skill.id;
    return {
      model: MODEL_VERSION,
      version: this.changes,
      day: this.currentDay,
      ...this.options,
      ...(this.constants === DEFAULTS ? {} : { constants: this.constants }),
      skills: this.nodes.list.map(({ skill }) => skill),
      edges: Array.from(this.nodes.graph.edges(), ({ from, to, type, w }) => {
        return { from: skillId(from), to: skillId(to), type, w };
      }),
      evidence: this.nodes.list.flatMap(({ filter }) => [...filter.evidence()]),
      ...this.joint.journal.toJSON(),
    };
  }

  /** Throws `snapshot_mismatch` if another version of the model wrote it: replay the events instead. */
  static fromJSON(snapshot: SkillBeliefSnapshot): SkillBelief {
    if (snapshot.model !== MODEL_VERSION) {
      const hint = `written by model ${snapshot.model}, this is ${MODEL_VERSION}; replay the events`;
      throw new ModelError("snapshot_mismatch", "model", hint);
    }
    const belief = new SkillBelief(snapshot);
    for (const skill of snapshot.skills) belief.setSkill(skill);
    for (const edge of snapshot.edges) belief.setEdge(edge);
    for (const evidence of snapshot.evidence) belief.addEvidence(evidence);
    belief.joint.journal.restore(snapshot.base, snapshot.journal);
    belief.changes = snapshot.version;
    return belief;
  }

  private gradient(entries: Iterable<readonly [string, number]>): Map<number, number> {
    const g = new Map<number, number>();
    for (const [id, slope] of entries) {
      g.set(this.nodes.find(id, "gradient"), requireFinite(slope, `gradient.${id}`));
    }
    return g;
  }

  private requireMotor(skill: Skill, i: number): void {
    if (skill.motor) return;
    for (const { kind } of this.nodes.at(i).filter.evidence()) {
      if (kind === "embodied") {
        throw new ModelError("embodied_not_motor", "skill.motor", "retract its embodied evidence first");
      }
    }
  }
}

function isSame(a: Skill, b: Skill): boolean {
  return a.domain === b.domain && a.mu0 === b.mu0 && a.decay === b.decay && a.motor === b.motor;
}

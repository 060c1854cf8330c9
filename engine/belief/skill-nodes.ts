/** The skills of one person by index, each with its filter, and the graph between them. */
import type { ModelConstants } from "../constants.ts";
import { ModelError, requireBetween, requirePositive } from "../errors.ts";
import type { Skill, SkillEdge } from "../types.ts";
import { SkillFilter } from "./filter.ts";
import { SkillGraph } from "./graph.ts";

/** A domain is a coarse group of skills; the local path keeps a vector per domain. */
const MOST_DOMAINS = 256;
/** logit; twice the scale of levels. */
const LARGEST_PRIOR_MEAN = 6;

interface SkillNode {
  skill: Skill;
  /** μ0 of the skill, lowered to that of its prerequisites where theirs is lower (2.3). */
  priorMean: number;
  filter: SkillFilter;
}

export class SkillNodes {
  readonly index = new Map<string, number>();
  readonly list: SkillNode[] = [];
  readonly graph = new SkillGraph();
  private readonly domains = new Map<string, number>();
  private day: number;
  private constants: ModelConstants;

  constructor(day: number, constants: ModelConstants) {
    this.day = day;
    this.constants = constants;
  }

  /** The index of a skill; `field` names what was wrong if there is none. */
  find(id: string, field: string): number {
    const i = this.index.get(id);
    if (i === undefined)
      throw new ModelError("unknown_skill", field, `there is no skill "${id}"; set it first`);
    return i;
  }

  at(i: number): SkillNode {
    return this.list[i]!;
  }

  /** Adds or replaces a skill. Returns the indices whose potential may have changed. */
  set(skill: Skill): number[] {
    const i = this.index.get(skill.id);
    this.requireRoomForDomain(skill, i);
    if (i === undefined) return [this.append(skill)];
    const node = this.at(i);
    this.countDomain(node.skill.domain, -1);
    this.countDomain(skill.domain, 1);
    const decayChanged = node.skill.decay !== skill.decay;
    node.skill = skill;
    if (decayChanged) this.refilter(node);
    return [i, ...this.refreshPriorMeans(i)];
  }

  /** Removes a skill with its edges and evidence; the last skill takes its index. */
  remove(i: number): void {
    const { skill } = this.at(i);
    const children = [...this.graph.children(i)].map((child) => this.at(child).skill.id);
    this.countDomain(skill.domain, -1);
    this.graph.removeNode(i);
    this.index.delete(skill.id);
    const last = this.list.pop()!;
    if (last.skill.id !== skill.id) {
      this.list[i] = last;
      this.index.set(last.skill.id, i);
    }
    for (const child of children) this.refreshPriorMeans(this.index.get(child)!);
  }

  /** Whether exactly this edge is there; a similarity has no direction. */
  hasEdge({ from, to, type, w }: SkillEdge): boolean {
    const a = this.find(from, "edge.from");
    const known = this.graph.edge(a, this.find(to, "edge.to"));
    return known?.w === w && known.type === type && (known.fromA || type === "similarity");
  }

  /** Sets the one edge between two skills. Returns the indices whose potential changed. */
  setEdge(edge: SkillEdge): number[] {
    const from = this.find(edge.from, "edge.from");
    const to = this.find(edge.to, "edge.to");
    if (from === to) throw new ModelError("self_edge", "edge.to", "an edge joins two different skills");
    if (edge.type === "prerequisite") this.requireNoCycle(from, to);
    this.graph.setEdge(from, to, edge.type, edge.w);
    return [...this.refreshPriorMeans(from), ...this.refreshPriorMeans(to)];
  }

  /** Returns the indices whose potential changed. Throws `unknown_edge`. */
  removeEdge(a: string, b: string): number[] {
    const from = this.find(a, "edge.from");
    const to = this.find(b, "edge.to");
    if (!this.graph.removeEdge(from, to)) {
      throw new ModelError("unknown_edge", "edge", `there is no edge between "${a}" and "${b}"`);
    }
    return [...this.refreshPriorMeans(from), ...this.refreshPriorMeans(to)];
  }

  advanceTo(day: number): void {
    this.day = day;
    for (const node of this.list) node.filter.advanceTo(day);
  }

  setConstants(constants: ModelConstants): void {
    this.constants = constants;
    for (const node of this.list) this.refilter(node);
  }

  /** Domain of each skill as a number, counted in order of first appearance. */
  domainNumbers(): { domain: Int32Array; domains: number } {
    const numbers = new Map<string, number>();
    const domain = Int32Array.from(this.list, ({ skill }) => {
      const known = numbers.get(skill.domain) ?? numbers.size;
      numbers.set(skill.domain, known);
      return known;
    });
    return { domain, domains: numbers.size };
  }

  private append(skill: Skill): number {
    const i = this.list.length;
    const filter = new SkillFilter(skill.mu0, skill.decay, this.day, this.constants);
    this.list.push({ skill, priorMean: skill.mu0, filter });
    this.index.set(skill.id, i);
    this.graph.addNode();
    this.countDomain(skill.domain, 1);
    return i;
  }

  /** Works out the prior mean of a skill and, where it changed, of what builds on it. */
  private refreshPriorMeans(start: number): number[] {
    const changed: number[] = [];
    const waiting = [start];
    for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
      const node = this.at(i);
      let mean = node.skill.mu0;
      for (const parent of this.graph.parents(i)) mean = Math.min(mean, this.at(parent).priorMean);
      if (mean === node.priorMean) continue;
      node.priorMean = mean;
      this.refilter(node);
      changed.push(i);
      waiting.push(...this.graph.children(i));
    }
    return changed;
  }

  private refilter(node: SkillNode): void {
    const filter = new SkillFilter(node.priorMean, node.skill.decay, this.day, this.constants);
    for (const evidence of node.filter.evidence()) filter.add(evidence);
    node.filter = filter;
  }

  private requireNoCycle(from: number, to: number): void {
    const cycle = this.graph.cycleThrough(from, to);
    if (cycle === undefined) return;
    const way = [from, ...cycle].map((i) => this.at(i).skill.id).join(" → ");
    throw new ModelError("cyclic_prerequisites", "edge", `it would close the circle ${way}`);
  }

  private requireRoomForDomain(skill: Skill, i: number | undefined): void {
    if (this.domains.has(skill.domain)) return;
    const leaving = i === undefined ? undefined : this.domains.get(this.at(i).skill.domain);
    if (this.domains.size - (leaving === 1 ? 1 : 0) < MOST_DOMAINS) return;
    const hint = `at most ${MOST_DOMAINS} domains; put the skill into one of them`;
    throw new ModelError("too_many_domains", "skill.domain", hint);
  }

  private countDomain(domain: string, change: number): void {
    const count = (this.domains.get(domain) ?? 0) + change;
    if (count === 0) this.domains.delete(domain);
    else this.domains.set(domain, count);
  }
}

/** Throws `ModelError` naming the field unless the skill is well formed. */
export function requireValidSkill(skill: Skill, constants: ModelConstants): void {
  if (skill.id === "") throw new ModelError("invalid_value", "skill.id", "give a non-empty id");
  if (skill.domain === "") throw new ModelError("invalid_value", "skill.domain", "give a non-empty domain");
  requireBetween(skill.mu0, -LARGEST_PRIOR_MEAN, LARGEST_PRIOR_MEAN, "skill.mu0");
  if (!Object.hasOwn(constants.halfLifeDays, skill.decay)) {
    const known = Object.keys(constants.halfLifeDays).join(", ");
    throw new ModelError("invalid_value", "skill.decay", `got "${skill.decay}"; give one of ${known}`);
  }
}

/** Throws `ModelError` naming the field unless type and weight are well formed. */
export function requireValidEdge(edge: SkillEdge): void {
  requirePositive(edge.w, 1, "edge.w");
  if (edge.type !== "prerequisite" && edge.type !== "similarity") {
    throw new ModelError("invalid_value", "edge.type", "give prerequisite or similarity");
  }
}

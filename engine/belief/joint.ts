/**
 * The joint posterior that follows the skills of a person: dense for few, local for many (docs/model.md 2.4).
 * Work is done on reading, in an order that changes alone decide (see journal.ts).
 */
import type { ModelConstants } from "../constants.ts";
import { DensePosterior, densePrior } from "./dense.ts";
import { PotentialJournal } from "./journal.ts";
import { LocalPosterior } from "./local.ts";
import type { Posterior } from "./posterior.ts";
import { SECOND_ORDER_SLACK } from "./push.ts";
import type { SkillNodes } from "./skill-nodes.ts";
import { Standardisation } from "./standardisation.ts";

export interface JointOptions {
  /** Up to this many skills the covariance is kept as a dense matrix. */
  denseLimit: number;
  /** Bound on the residuals of the local path, in prior standard deviations. */
  tolerance: number;
}

export class JointPosterior {
  readonly journal = new PotentialJournal();
  private readonly nodes: SkillNodes;
  private readonly options: JointOptions;
  private constants: Readonly<ModelConstants>;
  private solver: Posterior | null = null;
  private standardisation: Standardisation | null = null;

  constructor(nodes: SkillNodes, options: JointOptions, constants: Readonly<ModelConstants>) {
    this.nodes = nodes;
    this.options = options;
    this.constants = constants;
  }

  /** The evidence of one skill changed. */
  skillChanged(i: number): void {
    const { tau, h } = this.nodes.at(i).filter.state;
    this.journal.set(i, tau, h);
  }

  /** The potentials of these skills changed together, as on a new day. */
  skillsChanged(indices: Iterable<number>): void {
    for (const i of indices) {
      const { tau, h } = this.nodes.at(i).filter.state;
      this.journal.replace(i, tau, h);
    }
    this.journal.rebase();
  }

  /** Skills came, went or changed domain; edges did not. */
  skillsRestructured(indices: Iterable<number>): void {
    this.skillsChanged(indices);
    this.solver = null;
  }

  /** Edges, indices or constants changed. */
  graphRestructured(indices: Iterable<number>, constants = this.constants): void {
    this.constants = constants;
    this.skillsRestructured(indices);
    this.standardisation = null;
  }

  current(): Posterior {
    this.solver ??= this.build();
    this.journal.bringUpToDate(this.solver);
    return this.solver;
  }

  private build(): Posterior {
    const { constants, nodes } = this;
    const { denseLimit, tolerance } = this.options;
    const { domain, domains } = nodes.domainNumbers();
    const precision = nodes.graph.precision(constants.edgeStrength);
    if (precision.n <= denseLimit) {
      return new DensePosterior(densePrior(precision, domain, constants), precision.n);
    }
    const slack = tolerance * SECOND_ORDER_SLACK;
    this.standardisation = new Standardisation(precision, slack, this.standardisation);
    return new LocalPosterior(precision, domain, domains, this.standardisation, tolerance, constants);
  }
}

/** What a decision on a proposal does to the person's life, and how that is taken back. Repeated, it counts once. */
import { createHash } from "node:crypto";
import type { GraphAnswer, PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { Constraint, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import type { Change, DocumentActors, ProposalRow } from "./ports.ts";
import type { Proposal } from "./proposal.ts";

export interface Edit {
  level?: number | undefined;
  skill?: Skill | undefined;
  project?: Project | undefined;
  constraint?: Constraint | undefined;
}

/** @throws ProtocolError what the actors refuse */
export async function carryOut(
  actors: DocumentActors,
  userId: string,
  proposal: Proposal,
  edit: Edit,
): Promise<Change[]> {
  const { id } = proposal;
  if (proposal.kind === "project") {
    const project = { ...(edit.project ?? proposal.project), id: proposal.project.id };
    await actors.command(userId, "life", "set_project", commandId(id, "project"), { project });
    return [{ kind: "project_set", id: project.id, name: project.name }];
  }
  if (proposal.kind === "constraint") {
    const constraint = { ...(edit.constraint ?? proposal.constraint), id: proposal.constraint.id };
    await actors.command(userId, "life", "set_constraint", commandId(id, "constraint"), { constraint });
    return [{ kind: "constraint_set", id: constraint.id, name: constraint.name }];
  }
  const changes: Change[] = [];
  const { skillName } = proposal;
  let { evidence } = proposal;
  if (edit.level !== undefined) evidence = { ...evidence, value: { level: edit.level } };
  const fresh =
    proposal.skill === undefined ? undefined : { ...(edit.skill ?? proposal.skill), id: evidence.skillId };
  if (fresh !== undefined) {
    const { skills } = await actors.query<GraphAnswer>(userId, "skills", "graph");
    if (!skills.some((one) => one.id === fresh.id)) {
      await actors.command(userId, "skills", "set_skill", commandId(id, "skill"), { skill: fresh });
      changes.push({ kind: "skill_set", id: fresh.id, name: fresh.name });
    }
  }
  await actors.command(userId, "skills", "add_evidence", commandId(id, "evidence"), { evidence });
  changes.push({ kind: "evidence_added", id: evidence.id, name: fresh?.name ?? skillName });
  return changes;
}

export interface TakenBack {
  evidence: number;
  constraints: number;
}

/** Takes back what is still there: evidence, and constraints. Skills and projects are the person's own by now. */
export async function takeBack(
  actors: DocumentActors,
  userId: string,
  rows: readonly ProposalRow[],
): Promise<TakenBack> {
  const taken = { evidence: 0, constraints: 0 };
  const accepted = rows.filter(({ decision }) => decision === "accepted" || decision === "edited");
  if (accepted.length === 0) return taken;
  const [graph, portfolio] = await Promise.all([
    actors.query<GraphAnswer>(userId, "skills", "graph"),
    actors.query<PortfolioAnswer>(userId, "life", "portfolio"),
  ]);
  for (const { proposal } of accepted) {
    if (proposal.kind === "evidence" && graph.evidence.some(({ id }) => id === proposal.id)) {
      const payload = { evidenceId: proposal.id };
      await actors.command(userId, "skills", "retract_evidence", commandId(proposal.id, "retract"), payload);
      taken.evidence += 1;
    }
    if (
      proposal.kind === "constraint" &&
      portfolio.constraints.some(({ id }) => id === proposal.constraint.id)
    ) {
      const payload = { constraintId: proposal.constraint.id };
      await actors.command(userId, "life", "remove_constraint", commandId(proposal.id, "remove"), payload);
      taken.constraints += 1;
    }
  }
  return taken;
}

/** Ids of proposals are made of the id of their document, which is never given twice. */
function commandId(proposalId: string, what: string): string {
  return createHash("sha256").update(`document ${proposalId} ${what}`).digest("hex").slice(0, 40);
}

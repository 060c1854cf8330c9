/** What a report on a step says to the actors: the log holds what was done, and the pace learns from it. */
import type { PlannedStep } from "@trajectory/engine/plans/make-plan.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { StepReport } from "./ports.ts";

export interface StepCommand {
  actor: ActorName;
  name: string;
  /** Of the command, behind the report's own. */
  suffix: string;
  payload: object;
}

type Step = Pick<PlannedStep, "kind" | "target">;

/** @throws ProtocolError `invalid_input` where the step has no such thing to report */
export function commandsFor(step: Step, report: StepReport, reportId: string, at: number): StepCommand[] {
  const { progress, hours, level } = report;
  if (Object.values(report).every((value) => value === undefined))
    throw new ProtocolError("invalid_input", "Say how far it is, or what became of the step.", {
      field: "state",
    });
  const project = isOfProject(step) ? step.target : undefined;
  const commands: StepCommand[] = [];
  if (progress !== undefined) {
    const projectId = required(project, "progress", step);
    commands.push({ actor: "life", name: "report_progress", suffix: "p", payload: { projectId, progress } });
  }
  if (hours !== undefined) {
    const projectId = required(project, "hours", step);
    const payload = { projectId, hours, effortBasis: "measured" };
    commands.push({ actor: "life", name: "set_effort", suffix: "h", payload });
  }
  if (level !== undefined) {
    const skillId = required(step.kind === "practise_skill" ? step.target : undefined, "level", step);
    const evidence = {
      id: `plan-${reportId}`,
      skillId,
      t: at,
      kind: "self_report",
      sourceId: "plan",
      practice: true,
      value: { level },
    };
    commands.push({ actor: "skills", name: "add_evidence", suffix: "l", payload: { evidence } });
  }
  return commands;
}

function isOfProject({ kind }: Step): boolean {
  return kind !== "practise_skill" && kind !== "lighten_constraint";
}

function required(target: string | undefined, field: string, { kind }: Step): string {
  if (target !== undefined) return target;
  throw new ProtocolError("invalid_input", `A step of kind ${kind} has no ${field} to report.`, { field });
}

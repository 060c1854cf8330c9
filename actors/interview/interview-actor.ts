/** Commands of the interview actor. It teaches the model nothing itself: what is accepted goes to its siblings. */
import type { Evidence, Project } from "@trajectory/protocols/events/entities.ts";
import type { CommandsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Finding } from "@trajectory/protocols/events/interview.ts";
import type { Portfolio } from "../life/portfolio.ts";
import { canonical } from "../runtime/canonical.ts";
import type { Command, Message } from "../runtime/messages.ts";
import type { SessionContext } from "../session/recording.ts";
import type { Conversation } from "./conversation.ts";

type Commands = CommandsOf<"interview">;

/** What the actor sees of the others. */
export interface Siblings {
  session: SessionContext;
  life: Pick<Portfolio, "projects">;
}

export function decide(
  { name, payload }: Command<"interview">,
  conversation: Conversation,
  siblings: Siblings,
): Message[] {
  switch (name) {
    case "start_interview":
      return [{ actor: "interview", type: "interview_started", payload }];
    case "ask_question":
      return [{ actor: "interview", type: "question_asked", payload }];
    case "give_answer":
      return [{ actor: "interview", type: "answer_given", payload }];
    case "propose_evidence":
      return [{ actor: "interview", type: "evidence_proposed", payload }];
    case "decide_evidence": {
      const decided: Message = { actor: "interview", type: "evidence_decided", payload };
      const evidence = conversation.proposed.find(({ id }) => id === payload.evidenceId);
      if (!payload.accepted || evidence === undefined) return [decided];
      return [
        decided,
        { actor: "skills", type: "evidence_added", payload: { evidence: asDecided(evidence, payload) } },
      ];
    }
    case "decide_finding": {
      const decided: Message = { actor: "interview", type: "finding_decided", payload };
      const finding = conversation.findings?.find(({ id }) => id === payload.findingId);
      if (!payload.accepted || finding === undefined) return [decided];
      return [decided, ...toSibling(finding, payload.edited ?? {}, siblings)];
    }
    case "pause_interview":
      return [{ actor: "interview", type: "interview_paused", payload }];
    case "resume_interview":
      return [{ actor: "interview", type: "interview_resumed", payload }];
    case "complete_interview":
      return [{ actor: "interview", type: "interview_completed", payload }];
  }
}

/** With the person's corrections; a claim that differs from the signals makes it count less (docs/model.md 5.4). */
function asDecided(evidence: Evidence, { edited, weight = 1 }: Commands["decide_evidence"]): Evidence {
  return {
    ...evidence,
    skillId: edited?.skillId ?? evidence.skillId,
    strength: evidence.strength * weight,
    value: edited?.level === undefined ? evidence.value : { level: edited.level },
  };
}

function toSibling(
  finding: Finding,
  edited: NonNullable<Commands["decide_finding"]["edited"]>,
  { session: { recording }, life: { projects } }: Siblings,
): Message[] {
  switch (finding.kind) {
    case "skill":
      return [{ actor: "skills", type: "skill_set", payload: { skill: edited.skill ?? finding.skill } }];
    case "project":
      return [projectMessage(edited.project ?? finding.project, projects)];
    case "constraint": {
      const constraint = edited.constraint ?? finding.constraint;
      return [{ actor: "life", type: "constraint_set", payload: { constraint } }];
    }
    case "claim": {
      // Without the session that ran, there are no signals to compare it with.
      if (recording === null || finding.sessionId !== recording.sessionId) return [];
      const { direction = finding.direction, intensity = finding.intensity } = edited;
      const claim = {
        sessionId: recording.sessionId,
        text: finding.quote.slice(0, 500),
        direction,
        intensity,
      };
      return [{ actor: "session", type: "claim_made", payload: claim }];
    }
  }
}

/** New progress alone is a report, which teaches the pace; new hours alone are effort. Anything else is an edit. */
function projectMessage(project: Project, projects: Portfolio["projects"]): Message {
  const before = projects[project.id];
  if (before !== undefined) {
    const { id: projectId, progress, hours } = project;
    if (differOnly(before, project, "progress"))
      return { actor: "life", type: "progress_reported", payload: { projectId, progress } };
    if (differOnly(before, project, "hours"))
      return { actor: "life", type: "effort_set", payload: { projectId, hours, effortBasis: "measured" } };
  }
  return { actor: "life", type: "project_set", payload: { project } };
}

function differOnly(before: Project, after: Project, key: "progress" | "hours"): boolean {
  return before[key] !== after[key] && sameValue({ ...before, [key]: after[key] }, after);
}

/** Of JSON values, whatever the order of their keys. */
function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

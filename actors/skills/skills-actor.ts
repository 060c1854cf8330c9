/** Commands of the skill graph actor, and what its events mean to the model. */
import type { SkillEvent } from "@trajectory/engine/life/events.ts";
import type { Command, Message } from "../runtime/messages.ts";
import type { SkillsEvent } from "./skill-graph.ts";

export function decide({ name, payload }: Command<"skills">): Message {
  switch (name) {
    case "set_skill":
      return { actor: "skills", type: "skill_set", payload };
    case "remove_skill":
      return { actor: "skills", type: "skill_removed", payload };
    case "set_edge":
      return { actor: "skills", type: "edge_set", payload };
    case "remove_edge":
      return { actor: "skills", type: "edge_removed", payload };
    case "add_evidence":
      return { actor: "skills", type: "evidence_added", payload };
    case "retract_evidence":
      return { actor: "skills", type: "evidence_retracted", payload };
  }
}

export function toModel(event: SkillsEvent): SkillEvent {
  return { type: event.type, t: event.at, ...event.payload } as SkillEvent;
}

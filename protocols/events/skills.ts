/** Commands and events of the skill graph actor. The payload of a command becomes the payload of its event. */
import { Type } from "typebox";
import { Evidence, Id, Skill, SkillEdge } from "./entities.ts";

const setSkill = Type.Object({ skill: Skill }, { additionalProperties: false });
const removeSkill = Type.Object({ skillId: Id }, { additionalProperties: false });
const setEdge = Type.Object({ edge: SkillEdge }, { additionalProperties: false });
const removeEdge = Type.Object({ from: Id, to: Id }, { additionalProperties: false });
const addEvidence = Type.Object({ evidence: Evidence }, { additionalProperties: false });
const retractEvidence = Type.Object({ evidenceId: Id }, { additionalProperties: false });

export const skillsCommands = {
  set_skill: setSkill,
  remove_skill: removeSkill,
  set_edge: setEdge,
  remove_edge: removeEdge,
  add_evidence: addEvidence,
  retract_evidence: retractEvidence,
};

export const skillsEvents = {
  skill_set: setSkill,
  skill_removed: removeSkill,
  edge_set: setEdge,
  edge_removed: removeEdge,
  evidence_added: addEvidence,
  evidence_retracted: retractEvidence,
};

/** A table `student,seq,skill_id,correct` as a log of answers. */
import { ModelError } from "../../errors.ts";
import { type Answer, type AnswerLog, answerLog } from "./answers.ts";

const HEADER = "student,seq,skill_id,correct";

interface Row extends Answer {
  seq: number;
}

export interface Responses {
  log: AnswerLog;
  /** Names of the learners, in the order of the log. */
  students: string[];
}

/**
 * Numbers skills by first appearance. Pass the same map for training and test: then skills that only the test knows
 * share the last number, `skillIds.size`, which training never sees. Throws `invalid_value` naming the line.
 */
export function parseResponses(text: string, skillIds: Map<string, number>, training: boolean): Responses {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== HEADER) throw new ModelError("invalid_value", "line 1", `the header must be ${HEADER}`);
  const byStudent = new Map<string, Row[]>();
  for (let n = 1; n < lines.length; n++) {
    if (lines[n] === "") continue;
    const [student, seq, skillId, correct, ...rest] = lines[n]!.split(",");
    const whole = student !== undefined && skillId !== undefined && rest.length === 0;
    if (!whole || !Number.isFinite(Number(seq)) || (correct !== "0" && correct !== "1")) {
      throw new ModelError("invalid_value", `line ${n + 1}`, `expected ${HEADER}, correct being 0 or 1`);
    }
    if (training && !skillIds.has(skillId)) skillIds.set(skillId, skillIds.size);
    const row = { seq: Number(seq), skill: skillIds.get(skillId) ?? -1, correct: correct === "1" };
    const rows = byStudent.get(student);
    if (rows === undefined) byStudent.set(student, [row]);
    else rows.push(row);
  }
  const learners = [...byStudent.values()];
  for (const rows of learners) {
    rows.sort((a, b) => a.seq - b.seq);
    for (const row of rows) if (row.skill < 0) row.skill = skillIds.size;
  }
  return { log: answerLog(skillIds.size + 1, learners), students: [...byStudent.keys()] };
}

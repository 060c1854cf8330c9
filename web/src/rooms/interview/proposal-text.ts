/** What was found, in words, and why it counts as much as it does. */
import type { Edited, Interview, Proposal } from "../../api/interview.ts";
import { levelText } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import type { Format } from "../../i18n/format.ts";
import type { Messages } from "../../i18n/en.ts";

/** @param skillName Of the skill it is evidence for, where it is known already */
export function sayFound(
  found: Proposal & Edited,
  skillName: string | undefined,
  t: Messages,
  f: Format,
): { title: string; detail: string } {
  const { direction, intensity = 1, project, constraint, skill, skillId } = found;
  const level = found.level ?? found.value?.level;
  if (project !== undefined) {
    const { hours, size, progress } = project;
    const detail = fill(t.interview.projectFound, {
      hours: f.number(hours),
      size: f.number(size, 0),
      progress: f.percent(progress),
    });
    return { title: project.name, detail };
  }
  if (constraint !== undefined) {
    const kind = t.life.constraintKinds[constraint.kind];
    const { loadHours } = constraint;
    const detail =
      loadHours === undefined ? kind : fill(t.life.constraintDetail, { kind, hours: f.number(loadHours) });
    return { title: constraint.name, detail };
  }
  if (direction !== undefined) {
    const words = intensity > 1 ? t.session.veryWords : t.session.words;
    return { title: fill(words, { state: t.session.directions[direction] }), detail: "" };
  }
  const title = skill?.name ?? skillName ?? skillId ?? "";
  return { title, detail: level === undefined ? "" : levelText(level, t) };
}

/** Decisions on proposals of the same reader and kind stand behind the reliability. */
export function explain(
  { kind, evidenceKind, reliability, sessionId }: Proposal,
  counts: Interview["reliability"],
  t: Messages,
  f: Format,
): string {
  if (kind === "claim") return sessionId === undefined ? t.interview.noSession : t.interview.willCompare;
  if (kind !== "evidence") return t.interview.becomes[kind];
  const value = f.number(reliability ?? 0, 2);
  const like = counts.filter((one) => one.kind === evidenceKind);
  const decisions = like.reduce(
    (sum, { accepted, edited, declined }) => sum + accepted + edited + declined,
    0,
  );
  if (decisions === 0) return fill(t.interview.reliableAsUsual, { value });
  return f.plural(t.interview.reliableAsJudged, decisions, { value });
}

/** Levels as people say them, and logits as the model has them: θ = 1.5·(level − 2). */
import type { Messages } from "../i18n/en.ts";
import { fill } from "../i18n/fill.ts";

export function levelOf(logit: number): number {
  return logit / 1.5 + 2;
}

export function logitOf(level: number): number {
  return 1.5 * (level - 2);
}

/** A band of levels in words: "between basic and strong", or "about working". */
export function bandText([low, high]: readonly [number, number], t: Messages): string {
  const name = (level: number): string => t.life.levels[Math.max(0, Math.min(4, Math.round(level)))] ?? "";
  if (name(low) === name(high)) return fill(t.life.about, { level: name(low) });
  return fill(t.life.between, { low: name(low), high: name(high) });
}

/** "basic", or "between basic and working". */
export function levelText(level: number, t: Messages): string {
  const names = t.life.levels;
  const low = Math.max(0, Math.min(4, Math.floor(level + 0.25)));
  const near = Math.abs(level - Math.round(level)) <= 0.25;
  if (near) return names[Math.max(0, Math.min(4, Math.round(level)))] ?? "";
  return fill(t.life.between, { low: names[low] ?? "", high: names[Math.min(4, low + 1)] ?? "" });
}

/** A plan in the address, so that it can be kept and sent. */
import { UNCHANGED, type Plan } from "./plan.ts";

export function planToHash(plan: Plan): string {
  const parts = new URLSearchParams();
  for (const [kind, values] of Object.entries(plan)) {
    for (const [id, value] of Object.entries(values as Record<string, number>))
      parts.append(kind, `${id}:${value}`);
  }
  return parts.toString();
}

/** What cannot be read is left out: a link may be older than the things it names. */
export function planFromHash(hash: string): Plan {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const read = (kind: keyof Plan): Record<string, number> =>
    Object.fromEntries(
      parts.getAll(kind).flatMap((part): [string, number][] => {
        const [id, value] = part.split(":");
        const number = Number(value);
        return id === undefined || value === undefined || !Number.isFinite(number) ? [] : [[id, number]];
      }),
    );
  return { ...UNCHANGED, hours: read("hours"), relax: read("relax"), practise: read("practise") };
}

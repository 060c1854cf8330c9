import type { Reference } from "@trajectory/engine/insights/references.ts";
import { Link } from "../../app/Link.tsx";
import { useI18n } from "../../i18n/i18n.ts";
import { referenceText, roomOf } from "./references.ts";

/** The numbers that something rests on, each with a way to where it lives. */
export function References({ references }: { references: readonly Reference[] }) {
  const { t, f } = useI18n();
  const names: Readonly<Record<string, string>> = t.plans.numbers;
  if (references.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-muted">
      {references.map((reference) => {
        const { name, path } = reference;
        const room = roomOf(reference);
        const text = `${names[name.replace(/\d$/, "")] ?? name} ${referenceText(reference, t, f)}`;
        return (
          <li key={path} className="tabular-nums">
            {room === undefined ? (
              text
            ) : (
              <Link to={room} className="underline decoration-line-strong underline-offset-4 hover:text-ink">
                {text}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

import type { ActorTransition } from "../../api/operations.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Scrollable } from "../../ui/Scrollable.tsx";

/** How an actor came to the state it is in, newest first. */
export function TransitionTable({ transitions }: { transitions: readonly ActorTransition[] }) {
  const { t, f } = useI18n();
  if (transitions.length === 0) return <p className="mt-3 text-sm text-muted">{t.server.noTransitions}</p>;
  return (
    <Scrollable label={t.server.transitions} className="mt-4">
      <table className="w-full border-collapse text-sm">
        <caption className="pb-1 text-left">{t.server.transitions}</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-muted">
            {[t.server.time, t.server.from, t.server.to, t.server.event, t.server.because].map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {transitions.toReversed().map((transition) => (
            <tr key={transition.seq} className="border-b border-line align-baseline">
              <td className="py-1 pr-3 whitespace-nowrap">
                <time dateTime={new Date(transition.at).toISOString()}>{f.dateTime(transition.at)}</time>
              </td>
              <td className="py-1 pr-3">{transition.from}</td>
              <td className="py-1 pr-3 font-medium">{transition.to}</td>
              <td className="py-1 pr-3">{`${transition.event} · ${transition.seq}`}</td>
              <td className="py-1 pr-3 text-muted">{because(transition)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );

  function because({ cause, window }: ActorTransition): string {
    const parts = [];
    if (cause !== undefined) parts.push(`${cause.actor} ${cause.event} · ${cause.seq}`);
    if (window !== undefined) {
      const { kind, t0, t1 } = window;
      parts.push(fill(t.server.window, { kind, from: f.time(t0), to: f.time(t1) }));
    }
    return parts.join(", ");
  }
}

/** η at past times, out of the log, read in a thread. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { ComputePool } from "../compute/pool.ts";
import type { EtaPoint } from "../exchange/exported.ts";
import type { HistoryStore } from "./ports.ts";

/** Events read from the log at once. */
const PAGE = 500;

/** @throws ProtocolError `busy` where the threads have too much to do */
export function pastEtas(history: HistoryStore, compute: ComputePool) {
  return async function* (userId: string, times: number[]): AsyncGenerator<EtaPoint> {
    const [first] = times;
    if (first === undefined) return;
    const from = await history.snapshotBefore(userId, first);
    const bytes = await compute.run(
      { kind: "replay", userId, times, shape: "history", ...(from === undefined ? {} : { from }) },
      { owner: userId, nextPage: (afterSeq: number) => history.events(userId, afterSeq, PAGE) },
    );
    const { points } = JSON.parse(new TextDecoder().decode(bytes)) as {
      points: ({ t: number } & Pick<PhysicsSnapshot, "eta" | "pEscape">)[];
    };
    for (const { t, eta, pEscape } of points) {
      yield { at: t, eta: eta.value, probability: pEscape.value };
    }
  };
}

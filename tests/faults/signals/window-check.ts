/** Holds a session's windows against its blocks, and the session actor's log against its windows. */
import { recordWindow } from "@trajectory/ingest/uplink/commands.ts";
import { createSessionReplay } from "@trajectory/server/operations/replay-session.ts";
import { openStore } from "@trajectory/server/store/store.ts";
import { silentLog, systemClock } from "@trajectory/server/store/testing/postgres.ts";
import type { PostgresServer } from "../../services/postgres-server.ts";

/** @param sessionId of a session that has ended */
export async function checkWindows(postgres: PostgresServer, sessionId: string): Promise<string[]> {
  const store = await openStore({ url: postgres.url, clock: systemClock, log: silentLog });
  const { signals } = store;
  try {
    const { equal, differences } = await createSessionReplay(signals)(sessionId);
    if (!equal) {
      const first = JSON.stringify(differences[0]);
      return [`${differences.length} windows of ${sessionId} are not those of its blocks: ${first}`];
    }
    const expected = (await signals.readWindows(sessionId, 0)).flatMap(
      (window) => recordWindow(window)?.id ?? [],
    );
    const events = await postgres.rows<{ id: string }>(
      "SELECT command_id AS id FROM event WHERE command_id LIKE $1",
      [`${sessionId}-%`],
    );
    const told = new Set(events.map(({ id }) => id));
    const untold = [...expected, `${sessionId}-end`].filter((id) => !told.has(id));
    return untold.length === 0 ? [] : [`the session actor was not told ${untold.join(", ")}`];
  } finally {
    await store.close();
  }
}

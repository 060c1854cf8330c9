/** Windows that a job has computed from the store: told to the session actor and kept. */
import type { SignalStore, TellSession } from "@trajectory/ingest/ports.ts";
import { recordWindow } from "@trajectory/ingest/uplink/commands.ts";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import type { Window } from "@trajectory/protocols/messages.ts";

export interface WindowKeeping {
  signals: Pick<SignalStore, "session" | "readBlocks" | "readWindows" | "appendWindows">;
  tellSession: TellSession;
}

/** Tells the windows under the ids that they have for ever. @throws ProtocolError when an actor cannot be reached */
export async function tellWindows(
  tellSession: TellSession,
  userId: string,
  windows: readonly Window[],
): Promise<void> {
  for (const window of windows) {
    const telling = recordWindow(window);
    if (telling === undefined) continue;
    const { command, id, payload } = telling;
    try {
      await tellSession(userId, command, id, payload);
    } catch (error) {
      // The actor may know of a newer session, or of the end of this one.
      if (toProtocolError(error).code !== "command_refused") throw error;
    }
  }
}

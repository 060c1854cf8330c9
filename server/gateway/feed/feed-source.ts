/** What a feed begins with: events from the log, the state from the actors, the last signals from the store. */
import type { LifeStateAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import { screenWindows } from "@trajectory/ingest/windows/screen-windows.ts";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import type { StoredBlock, Window } from "@trajectory/protocols/messages.ts";
import { inTurns } from "../../compute/in-turns.ts";
import type { ActorClient } from "../actor-client.ts";
import type { HistoryStore } from "../ports.ts";
import type { FeedSource } from "./feed-client.ts";
import { blockSignal, windowSignal } from "./feed-hub.ts";

/** Of the newest session, before its newest sample. */
const SECONDS = 30;

export interface FeedSources {
  history: HistoryStore;
  samples: Pick<SignalStore, "readBlocks">;
  actors: ActorClient;
}

export function feedSource(userId: string, { history, samples, actors }: FeedSources): FeedSource {
  return {
    events: (afterSeq, limit) => history.events(userId, afterSeq, limit),
    newestEvents: (limit) => history.newestEvents(userId, limit),
    async state() {
      const { seq, state } = await actors.query<LifeStateAnswer>(userId, "life", "state");
      return { seq, json: JSON.stringify(state) };
    },
    async recentSignals() {
      const { blocks, windows } = await history.recentSignals(userId, SECONDS);
      return [
        ...blocks.map((block) => blockSignal(storedBlockCodec.encode(block))),
        ...[...windows, ...(await recentSeconds(samples, blocks))].map((window) =>
          windowSignal(windowCodec.encode(window)),
        ),
      ];
    },
  };
}

/** The windows of the screen over the same time: they are not stored, and nobody may have watched. */
async function recentSeconds(
  samples: FeedSources["samples"],
  blocks: readonly StoredBlock[],
): Promise<Window[]> {
  const [oldest] = blocks;
  if (oldest === undefined) return [];
  const computed = screenWindows({
    store: { readBlocks: (...of) => inTurns(samples.readBlocks(...of)) },
    sessionId: oldest.sessionId,
    streams: [...new Map(blocks.map(({ stream }) => [stream.id, stream])).values()],
    fromUs: oldest.block.t0Us,
    toUs: Math.max(...blocks.map(({ block }) => block.dtUs.reduce((us, dt) => us + dt, block.t0Us))) + 1,
  });
  const windows: Window[] = [];
  for await (const window of computed) windows.push(window);
  return windows;
}

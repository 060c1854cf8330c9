/** What a feed begins with: events from the log, the state from the actors, the last signals from the store. */
import type { LifeStateAnswer } from "@trajectory/actors/runtime/queries.ts";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import type { ActorClient } from "../actor-client.ts";
import type { HistoryStore } from "../ports.ts";
import type { FeedSource } from "./feed-client.ts";
import { blockSignal, windowSignal } from "./feed-hub.ts";

/** Of the newest session, before its newest sample. */
const SECONDS = 30;

export function feedSource(userId: string, history: HistoryStore, actors: ActorClient): FeedSource {
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
        ...windows.map((window) => windowSignal(windowCodec.encode(window))),
      ];
    },
  };
}

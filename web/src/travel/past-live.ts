/** The parts of a signed-in page as they were at a past time: nothing moves, and nothing can be changed. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { getChanges, getPortfolioAt, getStateAt } from "../api/history.ts";
import { ApiError } from "../api/http.ts";
import type { Live } from "../app/live.ts";
import { FeedStore } from "../feed/store.ts";
import { Outbox } from "../portfolio/outbox.ts";
import { PortfolioStore } from "../portfolio/store.ts";

/** Events told of before the time, ms. */
const EVENTS_BEFORE = 86_400_000;

/** @throws ApiError */
export async function loadPast(userId: string, at: number): Promise<Live> {
  const [{ seq, state }, portfolio, { changes }] = await Promise.all([
    getStateAt(userId, at),
    getPortfolioAt(userId, at),
    getChanges(userId, Math.max(0, at - EVENTS_BEFORE), at),
  ]);
  const feed = new FeedStore({
    now: () => 0,
    epoch: () => at,
    setTimer(_, callback) {
      callback();
      return () => {};
    },
  });
  const events = changes.map((change): EventRecord => {
    const { seq: ofEvent, actor, type, payload } = change;
    return { userId, seq: ofEvent, actor, type, at: change.at, commandId: "", machineVersion: 0, payload };
  });
  feed.restore({ userId, seq, stateSeq: seq, state, events: events.toReversed() });
  feed.setStatus({ kind: "stopped" });
  const store = new PortfolioStore({
    load: () => getPortfolioAt(userId, at),
    send: () => Promise.reject(inThePast()),
    outbox: new Outbox({ read: () => null, write: () => {} }),
  });
  store.restore(portfolio);
  return { feed, portfolio: store, reconnect: () => {}, start: () => () => {} };
}

function inThePast(): ApiError {
  return new ApiError(0, { code: "in_the_past", message: "", hint: "" });
}

/**
 * The live feeds of all clients of this node. A user with at least one client has one subscription on the bus,
 * whatever the number of clients; every frame is made once.
 */
import type { Bus, BusMessage, BusSubscription } from "@trajectory/protocols/bus/port.ts";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { userFeed, watchSubject } from "@trajectory/protocols/subjects.ts";
import { FeedClient, type FeedSocket, type FeedSource, type KeyedFrame } from "./feed-client.ts";
import { blockFrame, jobFrame, windowFrame } from "./frames.ts";

export interface FeedHub {
  /** Resolves when the client is live. Call `detach` when its socket has closed. */
  attach(userId: string, socket: FeedSocket, afterSeq: number): { ready: Promise<void>; detach: () => void };
  /** Gives slow clients what waits for them; to be called some times a second. */
  sweep(): void;
  readonly clients: number;
}

interface Group {
  clients: Set<FeedClient>;
  subscription: BusSubscription;
}

export function createFeedHub(bus: Bus, sourceOf: (userId: string) => FeedSource): FeedHub {
  const groups = new Map<string, Group>();

  function groupOf(userId: string): Group {
    const known = groups.get(userId);
    if (known !== undefined) return known;
    const clients = new Set<FeedClient>();
    const subscription = bus.subscribe(userFeed(userId), (message) => deliver(clients, message));
    bus.publish(watchSubject(userId), new Uint8Array());
    const group = { clients, subscription };
    groups.set(userId, group);
    return group;
  }

  return {
    attach(userId, socket, afterSeq) {
      const group = groupOf(userId);
      const client = new FeedClient(socket, sourceOf(userId), afterSeq);
      group.clients.add(client);
      return {
        ready: bus.flush().then(() => client.backfill()),
        detach() {
          client.close();
          group.clients.delete(client);
          if (group.clients.size > 0 || groups.get(userId) !== group) return;
          group.subscription.unsubscribe();
          groups.delete(userId);
        },
      };
    },
    sweep() {
      for (const { clients } of groups.values()) for (const client of clients) client.drained();
    },
    get clients() {
      let count = 0;
      for (const group of groups.values()) count += group.clients.size;
      return count;
    },
  };
}

const decoder = new TextDecoder();

/** trajectory.<partition>.<user>.<actor>.<what>; requests to the actors pass here too and are left alone. */
function deliver(clients: ReadonlySet<FeedClient>, message: BusMessage): void {
  const [, , , actor, what, more] = message.subject.split(".");
  if (more !== undefined) return;
  if (actor === "session" && what === "block") {
    const signal = blockSignal(message.data);
    for (const client of clients) client.onSignal(signal);
  } else if (actor === "session" && what === "window") {
    const signal = windowSignal(message.data);
    for (const client of clients) client.onSignal(signal);
  } else if (actor === "life" && what === "state") {
    const { seq, state } = JSON.parse(decoder.decode(message.data)) as { seq: number; state: unknown };
    const frame = { seq, json: JSON.stringify(state) };
    for (const client of clients) client.onState(frame);
  } else if (actor === "job") {
    const frame = jobFrame(decoder.decode(message.data));
    for (const client of clients) client.onJob(frame);
  } else {
    const event = JSON.parse(decoder.decode(message.data)) as EventRecord;
    for (const client of clients) client.onEvent(event);
  }
}

export function blockSignal(bytes: Uint8Array): KeyedFrame {
  const { sessionId, block } = storedBlockCodec.decode(bytes);
  return { kind: "block", key: `${sessionId}/${block.stream}/${block.firstSeq}`, frame: blockFrame(bytes) };
}

export function windowSignal(bytes: Uint8Array): KeyedFrame {
  const window = windowCodec.decode(bytes);
  const key = `${window.sessionId}/${window.kind}/${window.t0Us}/${window.revision}`;
  return { kind: "window", key, frame: windowFrame(bytes) };
}

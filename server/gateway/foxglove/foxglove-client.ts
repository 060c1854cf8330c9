/**
 * One client of foxglove.websocket.v1: what channels there are, which of them it wants, and their messages as they come.
 * Nothing is kept for it: while it leaves more than MOST_UNREAD bytes unread its messages are dropped, counted, and told
 * in a status message once it reads again.
 * https://github.com/foxglove/ws-protocol/blob/main/docs/spec.md
 */
import {
  type StoredBlock,
  streamKindName,
  WINDOW_KIND_NUMBER,
  type Window,
} from "@trajectory/protocols/messages.ts";
import { encodeSample, sampleSchema } from "../../exchange/sample-message.ts";

const MOST_UNREAD = 1 << 20;
const MOST_SUBSCRIPTIONS = 256;
const MESSAGE_DATA = 1;
const WARNING = 1;
const ERROR = 2;

export interface FoxgloveSocket {
  send(data: string | Uint8Array): void;
  readonly bufferedAmount: number;
}

interface Channel {
  id: number;
  /** Of the session whose samples it has; undefined: it stays. */
  sessionId: string | undefined;
  subscriptions: Set<number>;
  /** The next number of its stream. */
  nextSeq: number | undefined;
}

export class FoxgloveClient {
  private readonly socket: FoxgloveSocket;
  private readonly channels = new Map<string, Channel>();
  /** By subscription id. */
  private readonly subscribed = new Map<number, Channel>();
  private lastId = 0;
  private dropped = 0;

  /** @param sessionId tells the client whether it speaks to the same server run as before */
  constructor(socket: FoxgloveSocket, sessionId: string) {
    this.socket = socket;
    this.tell({ op: "serverInfo", name: "TrajectoryOS", capabilities: [], metadata: {}, sessionId });
    this.jsonChannel("/life/state", "trajectory.LifeState");
  }

  onBlock({ sessionId, stream, block }: StoredBlock): void {
    const { id, kind, channels } = stream;
    const topic = `/${streamKindName(kind)}/${id}`;
    const channel =
      this.channelOf(topic, sessionId) ??
      this.advertise(topic, sessionId, {
        encoding: "protobuf",
        schemaName: `trajectory.${streamKindName(kind)}_${id}`,
        schemaEncoding: "protobuf",
        schema: Buffer.from(sampleSchema(`${streamKindName(kind)}_${id}`, channels)).toString("base64"),
      });
    const missing = Math.max(0, block.firstSeq - (channel.nextSeq ?? block.firstSeq));
    channel.nextSeq = Math.max(channel.nextSeq ?? 0, block.firstSeq + block.dtUs.length);
    if (channel.subscriptions.size === 0 || !this.hasRoom(block.dtUs.length)) return;
    let us = block.t0Us;
    for (const [i, dt] of block.dtUs.entries()) {
      us += dt;
      const values = block.samples.slice(i * channels.length, (i + 1) * channels.length);
      this.publish(channel, us, encodeSample(block.firstSeq + i, us, i === 0 ? missing : 0, values));
    }
  }

  onWindow({ kind, t0Us, t1Us, revision, features }: Window): void {
    const name =
      Object.entries(WINDOW_KIND_NUMBER).find(([, number]) => number === kind)?.[0] ?? `kind_${kind}`;
    const channel = this.jsonChannel(`/features/${name}`, "trajectory.Features");
    const message = {
      t0_us: t0Us,
      t1_us: t1Us,
      revision,
      features: Object.fromEntries(features.map(({ name: feature, ...rest }) => [feature, rest])),
    };
    this.publishJson(channel, t1Us, JSON.stringify(message));
  }

  /** @param us server clock */
  onState(json: string, us: number): void {
    this.publishJson(this.jsonChannel("/life/state", "trajectory.LifeState"), us, json);
  }

  /** What the client says; what is not understood is told in a status message. */
  receive(text: string): void {
    const message = parsed(text);
    if (message?.op === "subscribe" && Array.isArray(message.subscriptions)) {
      for (const one of message.subscriptions as unknown[]) this.subscribe(one);
    } else if (message?.op === "unsubscribe" && Array.isArray(message.subscriptionIds)) {
      for (const id of message.subscriptionIds as unknown[]) this.unsubscribe(Number(id));
    } else {
      this.complain("The server takes subscribe and unsubscribe.");
    }
  }

  private subscribe(wish: unknown): void {
    const { id, channelId } = (wish ?? {}) as { id?: unknown; channelId?: unknown };
    const channel = [...this.channels.values()].find((one) => one.id === channelId);
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id > 0xffff_ffff) {
      this.complain("A subscription has no id of 32 bits.");
    } else if (channel === undefined) {
      this.complain(`There is no channel ${String(channelId)}.`);
    } else if (this.subscribed.has(id) || this.subscribed.size >= MOST_SUBSCRIPTIONS) {
      this.complain(`The subscription ${id} is there already, or one too many.`);
    } else {
      this.subscribed.set(id, channel);
      channel.subscriptions.add(id);
    }
  }

  private unsubscribe(id: number): void {
    this.subscribed.get(id)?.subscriptions.delete(id);
    this.subscribed.delete(id);
  }

  /** The channel of a topic; that of another session goes away. */
  private channelOf(topic: string, sessionId: string | undefined): Channel | undefined {
    const channel = this.channels.get(topic);
    if (channel === undefined || channel.sessionId === sessionId) return channel;
    for (const id of channel.subscriptions) this.subscribed.delete(id);
    this.channels.delete(topic);
    this.tell({ op: "unadvertise", channelIds: [channel.id] });
    return undefined;
  }

  private jsonChannel(topic: string, schemaName: string): Channel {
    return (
      this.channelOf(topic, undefined) ??
      this.advertise(topic, undefined, {
        encoding: "json",
        schemaName,
        schemaEncoding: "jsonschema",
        schema: JSON.stringify({ title: schemaName, type: "object" }),
      })
    );
  }

  private advertise(topic: string, sessionId: string | undefined, form: object): Channel {
    const channel = { id: ++this.lastId, sessionId, subscriptions: new Set<number>(), nextSeq: undefined };
    this.channels.set(topic, channel);
    this.tell({ op: "advertise", channels: [{ id: channel.id, topic, ...form }] });
    return channel;
  }

  private publishJson(channel: Channel, us: number, json: string): void {
    if (channel.subscriptions.size > 0 && this.hasRoom(1)) this.publish(channel, us, Buffer.from(json));
  }

  private publish({ subscriptions }: Channel, us: number, payload: Uint8Array): void {
    for (const id of subscriptions) {
      const frame = new Uint8Array(13 + payload.length);
      const view = new DataView(frame.buffer);
      view.setUint8(0, MESSAGE_DATA);
      view.setUint32(1, id, true);
      view.setBigUint64(5, BigInt(Math.round(us)) * 1_000n, true);
      frame.set(payload, 13);
      this.socket.send(frame);
    }
  }

  private hasRoom(messages: number): boolean {
    if (this.socket.bufferedAmount > MOST_UNREAD) {
      this.dropped += messages;
      return false;
    }
    if (this.dropped > 0) {
      const message = `${this.dropped} messages were dropped: they came faster than they were read.`;
      this.tell({ op: "status", level: WARNING, message, id: "dropped" });
      this.dropped = 0;
    }
    return true;
  }

  private complain(message: string): void {
    this.tell({ op: "status", level: ERROR, message, id: "refused" });
  }

  private tell(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

function parsed(
  text: string,
): Partial<Record<"op" | "subscriptions" | "subscriptionIds", unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

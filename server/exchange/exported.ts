/** What an export is made of, and how its tables are laid out. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import {
  type ClockExchange,
  type Stream,
  streamKindName,
  type Window,
} from "@trajectory/protocols/messages.ts";
import type { Marker } from "../gateway/session-notes.ts";
import type { SessionSummary } from "../gateway/signal-history.ts";
import { unitOf } from "../store/signal-history/units.ts";
import type { SampleRow } from "./sample-rows.ts";

export interface Exported {
  session: SessionSummary;
  /** In order of time, in batches. */
  rows: AsyncIterable<SampleRow[]>;
  /** In order of time. */
  windows: AsyncIterable<Window>;
  /** Of the person's log, while the session lasted. */
  events: AsyncIterable<EventRecord>;
  /** How the device and the server told each other the time, in order of it. */
  exchanges: AsyncIterable<ClockExchange>;
  /** Named moments that the person set, in order of time. */
  markers: AsyncIterable<Marker>;
  /** η while the session lasted, in order of time. */
  etas: AsyncIterable<EtaPoint>;
}

export interface EtaPoint {
  /** ms, by the server's clock */
  at: number;
  eta: number | null;
  /** That η is above 1. */
  probability: number | null;
}

/** What describes a session beside its samples. */
export function describeSession({ streams, ...session }: SessionSummary) {
  return {
    ...session,
    streams: streams.map(({ id, kind, channels, nominalHz, ledger }) => ({
      id,
      kind,
      channels,
      nominalHz,
      ledger,
    })),
  };
}

/** A column of a table that holds the samples of every stream. */
export interface ChannelColumn {
  /** Such as `motion.userAcceleration.x`. */
  channel: string;
  /** By stream id: which of its channels. */
  places: ReadonlyMap<number, number>;
}

/** Streams of one kind share the columns of what they both measure. */
export function channelColumns(streams: readonly Stream[]): ChannelColumn[] {
  const columns = new Map<string, Map<number, number>>();
  for (const { id, kind, channels } of streams) {
    for (const [place, name] of channels.entries()) {
      const channel = `${streamKindName(kind)}.${name}`;
      const places = columns.get(channel) ?? new Map<number, number>();
      columns.set(channel, places.set(id, place));
    }
  }
  return Array.from(columns, ([channel, places]) => ({ channel, places }));
}

/** Of a channel such as `motion.userAcceleration.x`. */
export function unitOfChannel(channel: string): string {
  const dot = channel.indexOf(".");
  return unitOf(channel.slice(0, dot), channel.slice(dot + 1));
}

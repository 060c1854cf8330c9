/** What a node says of itself: `trajectory.node.<id>.status` every few seconds, and to `nats micro` when asked. */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { answerServiceRequests } from "../bus/service-info.ts";
import { ACTOR_ENDPOINTS, type RequestMeter } from "./request-meter.ts";

export interface NodeDescription {
  /** One token of a subject. */
  id: string;
  roles: readonly string[];
  host: string;
  pid: number;
  /** Where it answers HTTP. */
  url: string;
  version: string;
  /** ms since the Unix epoch */
  startedAt: number;
}

export interface NodeStatus extends NodeDescription {
  /** ms since the Unix epoch */
  at: number;
  /** Partitions that the node answers for, such as "0-31,40"; empty without the actors role. */
  partitions: string;
  /** Numbers of its parts, such as users in memory. */
  numbers: Record<string, Record<string, number>>;
}

export interface NodeParts {
  bus: Bus;
  clock: Clock;
  /** Absent without the actors role. */
  meter: RequestMeter | undefined;
  partitions: () => readonly number[];
  numbers: () => Promise<NodeStatus["numbers"]>;
  /** Told when a status could not be published. */
  onProblem: (error: unknown) => void;
}

export const STATUS_EVERY_MS = 5_000;
const encoder = new TextEncoder();

export function nodeSubject(id: string): string {
  return `trajectory.node.${id}.status`;
}

/** Begins at once; the returned function ends it. */
export function announceNode(node: NodeDescription, parts: NodeParts): () => void {
  const { bus, clock, meter, partitions, numbers, onProblem } = parts;
  const stopAnswering = answerServiceRequests(bus, {
    name: "trajectory",
    id: node.id,
    version: node.version,
    description: "A node of TrajectoryOS",
    metadata: { roles: node.roles.join(","), host: node.host, pid: String(node.pid), url: node.url },
    endpoints: meter === undefined ? [] : ACTOR_ENDPOINTS,
    started: new Date(node.startedAt),
    stats: () => meter?.stats() ?? [],
  });
  let ended = false;
  let cancelTimer = (): void => {};
  async function publish(): Promise<void> {
    try {
      const status: NodeStatus = {
        ...node,
        at: clock.now(),
        partitions: asRanges(partitions()),
        numbers: await numbers(),
      };
      if (!ended) bus.publish(nodeSubject(node.id), encoder.encode(JSON.stringify(status)));
    } catch (error) {
      onProblem(error);
    }
    if (!ended) cancelTimer = clock.setTimer(STATUS_EVERY_MS, () => void publish());
  }
  void publish();
  return () => {
    ended = true;
    cancelTimer();
    stopAnswering();
  };
}

/** [0, 1, 2, 7] becomes "0-2,7". */
export function asRanges(numbers: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range !== undefined && number === range.last + 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/**
 * An operator's hand on one user, wherever the user's actors are: requests on
 * trajectory.operator.<partition>.<user>.<operation>, answered by the node that owns the partition.
 */
import type { Runtime, UserInspection } from "@trajectory/actors/runtime/runtime.ts";
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import { type ErrorBody, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import { partitionOf } from "@trajectory/protocols/subjects.ts";

export const OPERATIONS = ["inspect", "pause", "resume", "evict"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** One user as the owning node has it now. */
export interface Inspected extends UserInspection {
  partition: number;
  /** Id of the node. */
  node: string;
}

type Reply = { ok: true; user: Inspected } | { ok: false; error: ErrorBody };

export interface OperatorOptions {
  bus: Bus;
  runtime: Pick<Runtime, Operation>;
  nodeId: string;
  owns: (partition: number) => boolean;
}

const TIMEOUT_MS = 3_000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function operatorSubject(userId: string, operation: Operation): string {
  return `trajectory.operator.${partitionOf(userId)}.${userId}.${operation}`;
}

/** Every node hears every request; only the owner answers. Returns what ends it. */
export function serveOperator({ bus, runtime, nodeId, owns }: OperatorOptions): () => void {
  async function operate(userId: string, operation: Operation): Promise<Inspected> {
    if (operation !== "inspect") await runtime[operation](userId);
    return { ...(await runtime.inspect(userId)), partition: partitionOf(userId), node: nodeId };
  }

  async function answer(subject: string): Promise<Reply | undefined> {
    const [, , , userId = "", name] = subject.split(".");
    const operation = OPERATIONS.find((known) => known === name);
    if (operation === undefined || !owns(partitionOf(userId))) return undefined;
    try {
      return { ok: true, user: await operate(userId, operation) };
    } catch (error) {
      return { ok: false, error: toProtocolError(error).toBody() };
    }
  }

  const subscription = bus.subscribe("trajectory.operator.*.*.*", (message) => {
    // Not awaited: an eviction waits for what is under way, and others should not wait for it.
    void answer(message.subject).then((reply) => {
      if (reply !== undefined) message.respond(encoder.encode(JSON.stringify(reply)));
    });
  });
  return () => subscription.unsubscribe();
}

/** Resolves with the user as it is after the operation. @throws ProtocolError `busy`, `unknown_outcome` */
export type Operate = (userId: string, operation: Operation) => Promise<Inspected>;

export function createOperator(bus: Bus): Operate {
  return async (userId, operation) => {
    let bytes: Uint8Array;
    try {
      const subject = operatorSubject(userId, operation);
      bytes = await bus.request(subject, encoder.encode("{}"), { timeoutMs: TIMEOUT_MS });
    } catch (cause) {
      if (!(cause instanceof BusError)) throw cause;
      throw cause.code === "no_responder"
        ? new ProtocolError("busy", "No node runs actors right now.", { cause, retryAfterMs: 1_000 })
        : new ProtocolError("unknown_outcome", "The node of this person did not answer in time.", { cause });
    }
    const reply = JSON.parse(decoder.decode(bytes)) as Reply;
    if (reply.ok) return reply.user;
    const { code, message, field } = reply.error;
    throw new ProtocolError(code, message, { field });
  };
}

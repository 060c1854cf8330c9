/** A new event of the log and its JSON, which is made once for the row, the publication and the reply. */
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";

export class NewEvent implements EventRecord {
  readonly userId: string;
  readonly seq: number;
  readonly actor: ActorName;
  readonly type: string;
  readonly at: number;
  readonly commandId: string;
  readonly machineVersion: number;
  readonly payload: unknown;
  #payloadJson: string | undefined;
  #json: string | undefined;

  constructor({ userId, seq, actor, type, at, commandId, machineVersion, payload }: EventRecord) {
    this.userId = userId;
    this.seq = seq;
    this.actor = actor;
    this.type = type;
    this.at = at;
    this.commandId = commandId;
    this.machineVersion = machineVersion;
    this.payload = payload;
  }

  get payloadJson(): string {
    this.#payloadJson ??= JSON.stringify(this.payload);
    return this.#payloadJson;
  }

  get json(): string {
    this.#json ??= withPayload(this, this.payloadJson);
    return this.#json;
  }
}

/** Undefined where the payload is no JSON. */
export function payloadJson(event: EventRecord): string | undefined {
  return event instanceof NewEvent ? event.payloadJson : JSON.stringify(event.payload);
}

export function eventJson(event: EventRecord): string {
  return event instanceof NewEvent ? event.json : JSON.stringify(event);
}

export function replyJson(reply: CommandReply): string {
  if (!reply.ok) return JSON.stringify(reply);
  return `{"ok":true,"seq":${reply.seq},"events":[${reply.events.map(eventJson).join(",")}]}`;
}

/** By hand: actor and type are names of ours, and the numbers are finite. */
function withPayload(event: EventRecord, payload: string): string {
  const { userId, seq, actor, type, at, commandId, machineVersion } = event;
  return (
    `{"userId":${JSON.stringify(userId)},"seq":${seq},"actor":"${actor}","type":"${type}","at":${at},` +
    `"commandId":${JSON.stringify(commandId)},"machineVersion":${machineVersion},"payload":${payload}}`
  );
}

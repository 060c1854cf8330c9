/** What waits in a mailbox. */
import type { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import type { AnyCommand } from "./decide.ts";
import type { UserState } from "./user-state.ts";

export type Settle = (reply: CommandReply) => void;

export interface CommandTask {
  kind: "command";
  command: AnyCommand;
  id: string;
  /** Generation of the state that was in memory when the log was found not to have the command. */
  notInLog: number | undefined;
  settle: Settle;
}

export interface ReadTask {
  kind: "read";
  /** Sees everything before it in the mailbox applied; what it returns is called once that is committed. */
  read: (state: UserState) => () => void;
  refuse: (error: ProtocolError) => void;
}

import { StartError } from "../../start-error.ts";

export type EmbeddedErrorCode =
  | "platform_unsupported"
  | "binaries_broken"
  | "cannot_leave_root"
  | "access_lost"
  | "data_in_use"
  | "data_version"
  | "disk_full"
  | "initdb_failed"
  | "start_failed";

/** Why the embedded PostgreSQL cannot run; the message says what to do. */
export class EmbeddedPostgresError extends StartError {
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

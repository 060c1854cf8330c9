/**
 * Version of the four machines and of what their events mean. Raise it when a machine, a context or a decider
 * changes: snapshots of another version are not restored, their users are replayed from the log.
 */
export const MACHINE_VERSION = 4;

/** Every command: one file each, loaded when it is asked for. */
interface Command {
  summary: string;
  /** Resolves with the exit code. */
  load: () => Promise<(args: string[]) => Promise<number>>;
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    summary: "starts the engine, the database, the bus and the dashboard",
    load: async () => (await import("./start.ts")).start,
  },
  replay: {
    summary: "plays a recording to a running engine: replay FILE --speed 10",
    load: async () => (await import("./replay.ts")).replay,
  },
  export: {
    summary: "writes a session to a file: export SESSION --format mcap",
    load: async () => (await import("./export.ts")).exportSession,
  },
  import: {
    summary: "makes a session of a CSV or MCAP file: import FILE",
    load: async () => (await import("./import.ts")).importRecording,
  },
  users: {
    summary: "lists everybody with the state of their actors",
    load: async () => (await import("./users.ts")).users,
  },
  inspect: {
    summary: "says where a person's actors are and how they do: inspect USER",
    load: async () => (await import("./inspect.ts")).inspect,
  },
  actor: {
    summary: "shows a statechart and its last transitions: actor USER session",
    load: async () => (await import("./actor.ts")).actor,
  },
  events: {
    summary: "prints a person's log: events USER --after 120",
    load: async () => (await import("./events.ts")).events,
  },
  sessions: {
    summary: "lists a person's sessions and what became of every sample: sessions USER",
    load: async () => (await import("./sessions.ts")).sessions,
  },
  pause: {
    summary: "answers a person's commands with busy: pause USER",
    load: async () => (await import("./pause.ts")).pause,
  },
  resume: {
    summary: "ends a pause, or a failure: resume USER",
    load: async () => (await import("./resume.ts")).resume,
  },
  evict: {
    summary: "puts a person's actors to rest: evict USER",
    load: async () => (await import("./evict.ts")).evict,
  },
  "delete-user": {
    summary: "deletes a person with everything of theirs: delete-user USER --yes",
    load: async () => (await import("./delete-user.ts")).deleteUser,
  },
  "replay-user": {
    summary: "rebuilds a person from the log and compares: replay-user USER --at TIME",
    load: async () => (await import("./replay-user.ts")).replayUser,
  },
  "replay-session": {
    summary: "computes a session's windows again and compares: replay-session SESSION",
    load: async () => (await import("./replay-session.ts")).replaySession,
  },
  "check-replay": {
    summary: "replays a sample of users now: check-replay --sample 20",
    load: async () => (await import("./check-replay.ts")).checkReplay,
  },
  decode: {
    summary: "turns protobuf from NATS into JSON: nats sub --translate 'trajectory decode'",
    load: async () => (await import("./decode.ts")).decode,
  },
};

/**
 * Replays that people start from the dashboard: the server plays a recording to itself as a device would, over a
 * WebSocket. One at a time per user; a finished one is remembered until the next.
 */
import { randomUUID } from "node:crypto";
import { type ErrorBody, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";

/** Plays to the end, or until the signal aborts. */
export type PlayRecording = (options: {
  userId: string;
  recordingId: string;
  sessionId: string;
  speed: number;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}) => Promise<void>;

export interface Replay {
  replayId: string;
  sessionId: string;
  state: "playing" | "finished" | "cancelled" | "failed";
  /** 0 to 1 */
  progress: number;
  error?: ErrorBody;
}

interface Running extends Replay {
  userId: string;
  abort: AbortController;
  done: Promise<void>;
}

export class Replays {
  readonly #play: PlayRecording;
  readonly #byUser = new Map<string, Running>();

  constructor(play: PlayRecording) {
    this.#play = play;
  }

  /** Starts a replay; one that is still playing for this user is cancelled first. */
  async start(userId: string, recordingId: string, speed: number): Promise<Replay> {
    await this.#cancel(this.#byUser.get(userId));
    const running: Running = {
      replayId: randomUUID(),
      sessionId: randomUUID(),
      userId,
      state: "playing",
      progress: 0,
      abort: new AbortController(),
      done: Promise.resolve(),
    };
    this.#byUser.set(userId, running);
    running.done = this.#run(running, recordingId, speed);
    return publicPart(running);
  }

  find(userId: string, replayId: string): Replay {
    return publicPart(this.#running(userId, replayId));
  }

  async cancel(userId: string, replayId: string): Promise<void> {
    await this.#cancel(this.#running(userId, replayId));
  }

  /** Resolves when the user's replay has ended, however it did. */
  async ended(userId: string, replayId: string): Promise<Replay> {
    const running = this.#running(userId, replayId);
    await running.done;
    return publicPart(running);
  }

  /** Ends what plays for somebody who was deleted. */
  async forgetUser(userId: string): Promise<void> {
    await this.#cancel(this.#byUser.get(userId));
    this.#byUser.delete(userId);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#byUser.values()].map((running) => this.#cancel(running)));
  }

  async #run(running: Running, recordingId: string, speed: number): Promise<void> {
    try {
      await this.#play({
        userId: running.userId,
        recordingId,
        sessionId: running.sessionId,
        speed,
        signal: running.abort.signal,
        onProgress: (share) => {
          running.progress = share;
        },
      });
      running.state = running.abort.signal.aborted ? "cancelled" : "finished";
      if (running.state === "finished") running.progress = 1;
    } catch (error) {
      running.state = running.abort.signal.aborted ? "cancelled" : "failed";
      if (running.state === "failed") running.error = toProtocolError(error).toBody();
    }
  }

  #running(userId: string, replayId: string): Running {
    const running = this.#byUser.get(userId);
    if (running === undefined || running.replayId !== replayId) {
      throw new ProtocolError("not_found", "There is no such replay.");
    }
    return running;
  }

  async #cancel(running: Running | undefined): Promise<void> {
    if (running === undefined) return;
    running.abort.abort();
    await running.done;
  }
}

function publicPart({ replayId, sessionId, state, progress, error }: Running): Replay {
  return { replayId, sessionId, state, progress, ...(error === undefined ? {} : { error }) };
}

/** From the stored blocks of one session to its windows: on the screen, in the store and with the session actor. */
import { Subject, type Subscription } from "rxjs";
import { WINDOW_KIND_NUMBER, type SampleBlock, type Window } from "@trajectory/protocols/messages.ts";
import type { OpenedSession } from "../ports.ts";
import { GestureWatch } from "../windows/gesture-watch.ts";
import { rebuildWindows, resumeFrom } from "../windows/rebuild.ts";
import { repairWindows } from "../windows/repair.ts";
import { SessionWindows } from "../windows/session-windows.ts";
import { toWindows } from "../windows/to-windows.ts";
import { ClockRecord } from "./clock.ts";
import { recordGesture, recordWindow } from "./commands.ts";
import type { Outbox } from "./outbox.ts";
import type { SessionContext, SessionIdentity } from "./session-context.ts";

export class SessionPipeline {
  readonly clock = new ClockRecord();
  private readonly context: SessionContext;
  private readonly identity: SessionIdentity;
  private readonly outbox: Outbox;
  private readonly isAttached: () => boolean;
  private gestures: GestureWatch | undefined;
  private readonly blocks = new Subject<SampleBlock>();
  private windows: SessionWindows;
  private readonly isWatched = () => this.context.publish.isWatched(this.identity.userId);
  private emit: (window: Window) => void = (window) => this.say(window);
  private subscription: Subscription | undefined;
  private repairing: Promise<void> | undefined;

  /** @param isAttached without a socket, silence means nothing here: the device may be on another node */
  constructor(context: SessionContext, identity: SessionIdentity, outbox: Outbox, isAttached: () => boolean) {
    this.isAttached = isAttached;
    this.context = context;
    this.identity = identity;
    this.outbox = outbox;
    const { userId, sessionId, streams } = identity;
    this.gestures = GestureWatch.of(streams, () => context.gesturesOf(userId));
    this.windows = new SessionWindows({
      sessionId,
      streams,
      onWindow: (window) => this.emit(window),
      forScreen: this.isWatched,
    });
  }

  /** Computes the windows again that may not have been told, and goes on from there. */
  async begin(opened: OpenedSession): Promise<void> {
    const { store, limits, scheduler, log } = this.context;
    const { userId, sessionId, streams } = this.identity;
    const fromUs = resumeFrom(streams, opened.newest);
    if (fromUs !== undefined) {
      this.windows = await rebuildWindows({
        store,
        sessionId,
        streams,
        fromUs,
        onWindow: (window) => this.emit(window),
        onSame: (window) => this.sayAgain(window),
        forScreen: this.isWatched,
      });
    }
    const operator = toWindows({
      windows: (emit) => {
        this.emit = emit;
        return this.windows;
      },
      silenceMs: limits.silenceMs,
      scheduler,
      isPaused: () => !this.isAttached(),
      onTick: () => this.repair(),
    });
    this.subscription = this.blocks.pipe(operator).subscribe({
      next: (window) => this.say(window),
      error: (err: unknown) => log.error({ userId, sessionId, err }, "Windows of a session have stopped"),
    });
  }

  push(block: SampleBlock): void {
    this.blocks.next(block);
    this.watchGestures(block);
  }

  /** A fault of the gestures stops the gestures of this session, and nothing else. */
  private watchGestures(block: SampleBlock): void {
    const { userId, sessionId } = this.identity;
    try {
      for (const seen of this.gestures?.push(block) ?? []) this.outbox.tell(recordGesture(sessionId, seen));
    } catch (err) {
      this.gestures = undefined;
      this.context.log.error({ userId, sessionId, err }, "Gestures of a session are looked for no more");
    }
  }

  /** No more blocks: says what is open, and repairs what came too late. */
  async end(): Promise<void> {
    this.blocks.complete();
    await this.repairing;
    this.repair();
    await this.repairing;
  }

  /** Resolves when no repair is on its way. */
  async idle(): Promise<void> {
    await this.repairing;
  }

  dispose(): void {
    this.subscription?.unsubscribe();
  }

  private say(window: Window): void {
    const stamped = { ...window, clockErrorMs: Math.fround(this.clock.errorMs) };
    this.context.counts.windows++;
    this.context.publish.window(this.identity.userId, stamped);
    // The second's windows are for whoever watches, and come of the blocks again at any time.
    if (window.kind !== WINDOW_KIND_NUMBER.screen) this.outbox.addWindow(stamped);
  }

  private sayAgain(window: Window): void {
    const telling = recordWindow(window);
    if (telling !== undefined) this.outbox.tell(telling);
  }

  /** Computes the windows of late samples again, one repair at a time. */
  private repair(): void {
    if (this.repairing !== undefined) return;
    const span = this.windows.takeRepair();
    if (span === undefined) return;
    const { store, log } = this.context;
    const { userId, sessionId, streams } = this.identity;
    const onWindow = (window: Window) => this.say(window);
    this.repairing = this.outbox
      .idle()
      .then(() =>
        repairWindows({
          store,
          sessionId,
          streams,
          span,
          live: this.windows,
          onWindow,
          forScreen: () => false,
        }),
      )
      .catch((err: unknown) =>
        log.warn({ userId, sessionId, span, err }, "Windows of late samples are not repaired"),
      )
      .finally(() => {
        this.repairing = undefined;
      });
  }
}

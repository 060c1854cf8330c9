import { Observable, type OperatorFunction, type SchedulerLike, type Subscription } from "rxjs";
import type { SampleBlock, Window } from "@trajectory/protocols/messages.ts";
import type { SessionWindows } from "./session-windows.ts";

export interface ToWindowsOptions {
  /** Made for one subscription; `emit` takes what it says. */
  windows: (emit: (window: Window) => void) => SessionWindows;
  /** A stream that is silent for this long, or up to twice as long, has its open windows said, ms. */
  silenceMs: number;
  scheduler: SchedulerLike;
  /** While it says so, silence says nothing. Default: never. */
  isPaused?: () => boolean;
  /** Called every `silenceMs` while there are blocks, once more after them, and at the end: the time for repairs. */
  onTick?: () => void;
}

/**
 * Stored blocks of one session in, windows out, in the order in which they close; a later revision of a window
 * follows the earlier one. Sensor time closes windows; the scheduler only says what a silent stream leaves open.
 * Completes with the source, after saying every window; errors with it, or when the windows have a fault. Holds a
 * bounded number of samples and one timer.
 */
export function toWindows(options: ToWindowsOptions): OperatorFunction<SampleBlock, Window> {
  const { silenceMs, scheduler, onTick } = options;
  return (source) =>
    new Observable<Window>((subscriber) => {
      const windows = options.windows((window) => subscriber.next(window));
      let timer: Subscription | undefined;
      /** A fault of the windows stops the windows of this session, and nothing else. */
      function guarded(action: () => void): void {
        try {
          action();
        } catch (error) {
          subscriber.error(error);
        }
      }
      function wait(): void {
        timer = scheduler.schedule(() => {
          timer = undefined;
          if (options.isPaused?.() === true) {
            wait();
            return;
          }
          guarded(() => {
            const heard = windows.tick();
            onTick?.();
            if (heard) wait();
          });
        }, silenceMs);
      }
      const input = source.subscribe({
        next: (block) =>
          guarded(() => {
            windows.push(block);
            if (timer === undefined) wait();
          }),
        error: (error: unknown) => subscriber.error(error),
        complete: () =>
          guarded(() => {
            windows.flush();
            onTick?.();
            subscriber.complete();
          }),
      });
      return () => {
        input.unsubscribe();
        timer?.unsubscribe();
      };
    });
}

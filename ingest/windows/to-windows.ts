import { Observable, type OperatorFunction, type SchedulerLike, type Subscription } from "rxjs";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import type { SessionWindows } from "./session-windows.ts";

export interface ToWindowsOptions {
  /** Made for one subscription; `emit` takes what it says. */
  windows: (emit: (window: Window) => void) => SessionWindows;
  /** A source that is silent for this long has its open windows closed, ms. */
  silenceMs: number;
  scheduler: SchedulerLike;
  /** Called after each silence, and at the end: the time to repair what came too late. */
  onSilence?: () => void;
}

/**
 * Stored blocks of one session in, windows out, in the order in which they close; a later revision of a window
 * follows the earlier one. Sensor time closes windows; the scheduler closes only what a silent source leaves open.
 * Completes with the source, after closing every window; errors with it, closing none. Holds a bounded number of
 * samples and one timer.
 */
export function toWindows(options: ToWindowsOptions): OperatorFunction<Block, Window> {
  const { silenceMs, scheduler, onSilence } = options;
  return (source) =>
    new Observable<Window>((subscriber) => {
      const windows = options.windows((window) => subscriber.next(window));
      let heardAt = scheduler.now();
      let timer: Subscription | undefined;
      // One timer per session, that moves on by itself: not one per block.
      function wait(delay: number): void {
        timer = scheduler.schedule(() => {
          const left = heardAt + silenceMs - scheduler.now();
          if (left > 0) {
            wait(left);
            return;
          }
          timer = undefined;
          windows.flush();
          onSilence?.();
        }, delay);
      }
      const input = source.subscribe({
        next(block) {
          heardAt = scheduler.now();
          // A fault of the windows stops the windows of this session, and nothing else.
          try {
            windows.push(block);
          } catch (error) {
            subscriber.error(error);
            return;
          }
          if (timer === undefined) wait(silenceMs);
        },
        error: (error: unknown) => subscriber.error(error),
        complete() {
          windows.flush();
          onSilence?.();
          subscriber.complete();
        },
      });
      return () => {
        input.unsubscribe();
        timer?.unsubscribe();
      };
    });
}

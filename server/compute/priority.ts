/** The event loop goes first: where cores are scarce, a thread that computes would otherwise delay it. */
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";

/** Of this thread alone. Only Linux has a priority for each thread; elsewhere nothing changes. */
export function computeInBackground(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(
      Number(basename(readlinkSync("/proc/thread-self"))),
      constants.priority.PRIORITY_BELOW_NORMAL,
    );
  } catch {
    // Without /proc, or where it is forbidden, the scheduler shares as it likes.
  }
}

/** The child's side of a WorkerProcess. It ends with its parent. */
export interface Asked {
  id: number;
  request: unknown;
}

export type Answered = { id: number; answer: unknown } | { id: number; failed: string };

/** What is asked comes from this very version of the server: it is not looked at again. */
export function serve(carryOut: (request: never) => Promise<unknown>): void {
  process.on("disconnect", () => process.exit(0));
  // Ctrl-C goes to the whole group: the parent decides when this ends.
  process.on("SIGINT", () => {});
  process.on("message", (asked: Asked) => {
    void answer(asked.id, () => carryOut(asked.request as never));
  });
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  let answered: Answered;
  try {
    answered = { id, answer: await work() };
  } catch (error) {
    answered = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  if (process.connected) process.send?.(answered);
}

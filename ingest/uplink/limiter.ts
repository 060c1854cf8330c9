/** Lets so many actions run at once; the others wait in order. */
export class Limiter {
  private readonly most: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(most: number) {
    this.most = most;
  }

  async run<T>(action: () => Promise<T>): Promise<T> {
    if (this.running < this.most) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = this.waiting.shift();
      // Its turn is handed on: whoever comes meanwhile waits behind it.
      if (next === undefined) this.running--;
      else next();
    }
  }
}

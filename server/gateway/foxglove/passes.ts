/** Passes for programs that can only be given an address: each lets its holder watch one person, for some hours. */
import { newToken } from "../auth.ts";

const HOURS = 12;
/** The oldest goes when there is one too many. */
const MOST = 1_000;

export class Passes {
  private readonly passes = new Map<string, { userId: string; expiresAt: number }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Good on this node, until it is restarted. */
  issue(userId: string): { token: string; expiresAt: number } {
    const [oldest] = this.passes.keys();
    if (this.passes.size >= MOST && oldest !== undefined) this.passes.delete(oldest);
    const token = newToken();
    const expiresAt = this.now() + HOURS * 3_600_000;
    this.passes.set(token, { userId, expiresAt });
    return { token, expiresAt };
  }

  forgetUser(userId: string): void {
    for (const [token, pass] of this.passes) if (pass.userId === userId) this.passes.delete(token);
  }

  /** Whom its holder may watch. */
  holder(token: string): string | undefined {
    const pass = this.passes.get(token);
    return pass !== undefined && pass.expiresAt > this.now() ? pass.userId : undefined;
  }
}

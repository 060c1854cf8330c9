/** Which open WebSockets are whose, so that those of somebody who was deleted can be closed. */

interface Closable {
  close(code: number, reason: string): void;
  on(event: "close", listener: () => void): unknown;
}

export class UserSockets {
  readonly #ofUser = new Map<string, Set<Closable>>();

  /** Remembered until it closes. */
  add(userId: string, socket: Closable): void {
    const sockets = this.#ofUser.get(userId) ?? new Set();
    this.#ofUser.set(userId, sockets.add(socket));
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#ofUser.delete(userId);
    });
  }

  countOf(userId: string): number {
    return this.#ofUser.get(userId)?.size ?? 0;
  }

  close(userId: string, code: number, reason: string): void {
    for (const socket of this.#ofUser.get(userId) ?? []) socket.close(code, reason);
  }
}

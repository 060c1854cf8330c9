/** Which open WebSockets are whose, so that those of somebody who was deleted, or of a key that was revoked, can be closed. */
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";

interface Closable {
  close(code: number, reason: string): void;
  on(event: "close", listener: () => void): unknown;
}

export class UserSockets {
  readonly #ofUser = new Map<string, Set<Closable>>();
  readonly #ofKey = new Map<string, Set<Closable>>();

  /** Remembered until it closes. @param keyId Of the key that opened it, where there was one */
  add(userId: string, socket: Closable, keyId?: string): void {
    remember(this.#ofUser, userId, socket);
    if (keyId !== undefined) remember(this.#ofKey, keyId, socket);
  }

  countOf(userId: string): number {
    return this.#ofUser.get(userId)?.size ?? 0;
  }

  close(userId: string, code: number, reason: string): void {
    for (const socket of this.#ofUser.get(userId) ?? []) socket.close(code, reason);
  }

  /** Keys that something is open with. */
  keys(): string[] {
    return [...this.#ofKey.keys()];
  }

  /** The key was revoked. */
  closeKey(keyId: string): void {
    for (const socket of this.#ofKey.get(keyId) ?? []) {
      socket.close(CLOSE_CODES.unauthorized, "token_refused");
    }
  }
}

function remember(sockets: Map<string, Set<Closable>>, id: string, socket: Closable): void {
  const ofOne = sockets.get(id) ?? new Set();
  sockets.set(id, ofOne.add(socket));
  socket.on("close", () => {
    ofOne.delete(socket);
    if (ofOne.size === 0) sockets.delete(id);
  });
}

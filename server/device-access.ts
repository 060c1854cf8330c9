/** Who a device acts for: a browser's session, the local operator, or a replay that this process plays itself. */
import { timingSafeEqual } from "node:crypto";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { newToken } from "./gateway/auth.ts";
import type { AccountStore } from "./gateway/ports.ts";

export interface DeviceAccess {
  authenticate: Authenticate;
  /** Acts for the owner of this installation. */
  localToken: string;
  /** A token for one user that is good until it is disposed of. */
  issue(userId: string): Disposable & { token: string };
}

export function createDeviceAccess(accounts: AccountStore): DeviceAccess {
  const localToken = newToken();
  const issued = new Map<string, string>();

  return {
    localToken,
    issue(userId) {
      const token = newToken();
      issued.set(token, userId);
      return { token, [Symbol.dispose]: () => void issued.delete(token) };
    },
    async authenticate(token) {
      const issuedTo = issued.get(token);
      if (issuedTo !== undefined) return { userId: issuedTo };
      const user = sameText(token, localToken)
        ? await accounts.findOwner()
        : await accounts.findSession(token);
      return user === undefined ? undefined : { userId: user.id };
    },
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

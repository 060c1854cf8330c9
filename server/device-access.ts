/** Who a token acts for: a browser's session, the local operator, a replay that this process plays itself, or a key. */
import { timingSafeEqual } from "node:crypto";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { newToken } from "./gateway/auth.ts";
import { checkScope, isKeyToken, type KeyScope } from "./gateway/keys.ts";
import type { AccountStore } from "./gateway/ports.ts";

export interface DeviceAccess {
  /** Of what devices send, where a key has to be one of devices. */
  authenticate: Authenticate;
  /** Of who takes files along, where a key has to be one that reads. */
  authenticateReader: Authenticate;
  /** Of who brings files, which no key does. */
  authenticatePerson: Authenticate;
  /** Acts for the owner of this installation. */
  localToken: string;
  /** A token for one user that is good until it is disposed of. */
  issue(userId: string): Disposable & { token: string };
}

export function createDeviceAccess(accounts: AccountStore): DeviceAccess {
  const localToken = newToken();
  const issued = new Map<string, string>();

  function holderWith(scope: KeyScope | undefined): Authenticate {
    return async (token) => {
      const issuedTo = issued.get(token);
      if (issuedTo !== undefined) return { userId: issuedTo };
      if (isKeyToken(token)) {
        const key = await accounts.findKey(token);
        if (key === undefined) return undefined;
        checkScope(key.scope, scope);
        return { userId: key.user.id, keyId: key.keyId };
      }
      const user = sameText(token, localToken)
        ? await accounts.findOwner()
        : await accounts.findSession(token);
      return user === undefined ? undefined : { userId: user.id };
    };
  }

  return {
    localToken,
    issue(userId) {
      const token = newToken();
      issued.set(token, userId);
      return { token, [Symbol.dispose]: () => void issued.delete(token) };
    },
    authenticate: holderWith("device"),
    authenticateReader: holderWith("read"),
    authenticatePerson: holderWith(undefined),
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

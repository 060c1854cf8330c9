/**
 * What a person was asked on Google's page, carried by the `state` that comes back with the answer, so that any process
 * may take the answer. Signed with a key made of the client's secret, which all of them have: it says nothing that is
 * secret, cannot be made elsewhere, and counts for the person alone who was asked.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export interface Consent {
  /** Where the browser is sent back to. */
  redirect: string;
  /** Milliseconds. */
  until: number;
  /** PKCE's secret (RFC 7636): follows from the state and the key, and is in neither address. */
  verifier: string;
}

type Terms = [nonce: string, until: number, redirect: string];

export class Consents {
  readonly #key: Buffer;

  constructor(clientSecret: string) {
    this.#key = createHmac("sha256", clientSecret).update("trajectory consent").digest();
  }

  ask(userId: string, redirect: string, until: number): { state: string; verifier: string } {
    const terms: Terms = [randomBytes(16).toString("base64url"), until, redirect];
    const payload = Buffer.from(JSON.stringify(terms)).toString("base64url");
    const state = `${payload}.${this.#code("state", userId, payload)}`;
    return { state, verifier: this.#code("verifier", userId, payload) };
  }

  /** Undefined: nobody asked this person for it. */
  read(userId: string, state: string): Consent | undefined {
    const [payload = "", code = "", ...more] = state.split(".");
    const right = Buffer.from(this.#code("state", userId, payload));
    const given = Buffer.from(code);
    if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const [, until, redirect] = JSON.parse(Buffer.from(payload, "base64url").toString()) as Terms;
    return { redirect, until, verifier: this.#code("verifier", userId, payload) };
  }

  #code(...parts: readonly string[]): string {
    return createHmac("sha256", this.#key).update(parts.join("\0")).digest("base64url");
  }
}

/**
 * A person's Google Calendar, by their consent (OAuth 2.0 with PKCE, RFC 7636): asked for, used once and forgotten.
 *
 * Nothing of it is stored: what was asked for comes back signed, within 10 minutes, to any process; Google takes a code
 * once; and neither the code nor the token is kept. What was read is a document like that of a calendar file.
 */
import { createHash } from "node:crypto";
import type { Web, WebAnswer } from "@trajectory/ingest/documents/net/web.ts";
import { readGoogle } from "@trajectory/ingest/documents/google/read-google.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { GoogleSettings } from "../config.ts";
import { type Consent, Consents } from "./consent.ts";
import type { Documents } from "./documents.ts";

export interface GoogleCalendarOptions {
  documents: Pick<Documents, "add">;
  web: Web;
  /** Undefined where this server is not known to Google. */
  settings: GoogleSettings | undefined;
  /** Of one server that does what Google's three do, without a slash at its end. */
  address?: string;
  now: () => number;
}

/** What Google sends a browser back with. */
export interface GoogleAnswer {
  state?: string | undefined;
  code?: string | undefined;
  error?: string | undefined;
}

const SCOPE = "https://www.googleapis.com/auth/calendar.readonly";
const CONSENT_MS = 600_000;
const LONGEST_MS = 120_000;

export class GoogleCalendar {
  readonly #options: GoogleCalendarOptions;

  constructor(options: GoogleCalendarOptions) {
    this.#options = options;
  }

  get isOffered(): boolean {
    return this.#options.settings !== undefined;
  }

  /**
   * Where the person gives their consent.
   * @param redirect where Google sends the browser back to
   * @throws ProtocolError `source_not_configured`
   */
  begin(userId: string, redirect: string): string {
    const { clientId, clientSecret } = this.#settings();
    const until = this.#options.now() + CONSENT_MS;
    const { state, verifier } = new Consents(clientSecret).ask(userId, redirect, until);
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirect,
      response_type: "code",
      scope: SCOPE,
      state,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    return `${this.#options.address ?? "https://accounts.google.com"}/o/oauth2/v2/auth?${query.toString()}`;
  }

  /**
   * Reads the calendar once and forgets the token. Answers whether anything is new.
   * @throws ProtocolError `source_not_configured`, `consent_declined`, `consent_expired`, `source_refused`, `source_unavailable`
   */
  async finish(userId: string, { state, code, error }: GoogleAnswer, hangUp: AbortSignal): Promise<boolean> {
    const settings = this.#settings();
    const { now, web, documents, address = "https://www.googleapis.com" } = this.#options;
    const consent = new Consents(settings.clientSecret).read(userId, state ?? "");
    if (consent === undefined) throw expired("This consent was asked of somebody else.");
    if (consent.until <= now()) throw expired("This consent was asked for more than 10 minutes ago.");
    if (error === "access_denied")
      throw new ProtocolError("consent_declined", "You did not let Google show the calendar.");
    if (error !== undefined || code === undefined)
      throw new ProtocolError("source_refused", "Google gave no consent to read the calendar.");
    const signal = AbortSignal.any([hangUp, AbortSignal.timeout(LONGEST_MS)]);
    const token = await this.#exchange(settings, consent, code, signal);
    const content = await readGoogle({ web, address, token, now: now(), signal });
    const incoming = { name: "Google Calendar", content, source: "calendar", format: "calendar" } as const;
    return (await documents.add(userId, incoming)).isNew;
  }

  async #exchange(
    { clientId, clientSecret }: GoogleSettings,
    { verifier, redirect }: Consent,
    code: string,
    signal: AbortSignal,
  ): Promise<string> {
    const { web, address = "https://oauth2.googleapis.com" } = this.#options;
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: redirect,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await web(`${address}/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
      signal,
    });
    const { access_token: token, error } = fieldsOf(answer);
    if (answer.status === 200 && typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
    if (error === "invalid_grant")
      throw expired("Google takes this consent no more: it was used before, or came too late.");
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new ProtocolError("source_refused", `Google gave no token (${answer.status}).`);
    throw new ProtocolError("source_unavailable", `Google did not answer with a token (${answer.status}).`);
  }

  #settings(): GoogleSettings {
    const { settings } = this.#options;
    if (settings === undefined)
      throw new ProtocolError("source_not_configured", "This server is not known to Google.");
    return settings;
  }
}

function expired(message: string): ProtocolError {
  return new ProtocolError("consent_expired", message);
}

function fieldsOf({ body }: WebAnswer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body.toString("utf8"))) as Record<string, unknown>;
  } catch {
    return {};
  }
}

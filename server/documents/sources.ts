/**
 * Documents from elsewhere: fetched while their person waits, so that no token and no secret address is ever kept. What
 * was fetched is a document like any other, read by a job.
 */
import { readGithub } from "@trajectory/ingest/documents/github/read-github.ts";
import type { Web } from "@trajectory/ingest/documents/net/web.ts";
import { readNotion } from "@trajectory/ingest/documents/notion/read-notion.ts";
import { formatOf } from "@trajectory/ingest/documents/sniff.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Documents, DocumentView } from "./documents.ts";

export interface SourcesOptions {
  documents: Pick<Documents, "add">;
  web: Web;
  github?: string;
  notion?: string;
  now: () => number;
}

export interface ImportOrder {
  source: "calendar" | "github" | "notion";
  address?: string | undefined;
  account?: string | undefined;
  token?: string | undefined;
}

export interface Imported {
  documents: DocumentView[];
  /** How many were not there before. */
  added: number;
}

const GITHUB = "https://api.github.com";
const NOTION = "https://api.notion.com";
const LONGEST_MS = 120_000;

export class Sources {
  readonly #options: SourcesOptions;

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  /** @throws ProtocolError `invalid_input`, `address_refused`, `source_refused`, `source_unavailable`, `document_too_large` */
  async import(userId: string, order: ImportOrder, hangUp: AbortSignal): Promise<Imported> {
    const signal = AbortSignal.any([hangUp, AbortSignal.timeout(LONGEST_MS)]);
    const imported: Imported = { documents: [], added: 0 };
    for await (const incoming of this.#fetch(order, signal)) {
      const { document, isNew } = await this.#options.documents.add(userId, incoming);
      imported.documents.push(document);
      if (isNew) imported.added += 1;
    }
    return imported;
  }

  async *#fetch({ source, address, account, token }: ImportOrder, signal: AbortSignal) {
    const { web, now, github = GITHUB, notion = NOTION } = this.#options;
    if (source === "calendar") {
      const wanted = required("address", address);
      const { status, body } = await web(wanted, { signal });
      if (status !== 200)
        throw new ProtocolError("source_refused", `The calendar's server answered with ${status}.`);
      if (formatOf(body, "calendar.ics") !== "calendar")
        throw new ProtocolError("source_refused", "There is no calendar (ICS) at this address.");
      const host = URL.parse(wanted)?.host ?? "";
      yield { name: `Calendar at ${host}`, content: body, source, format: "calendar" as const };
    } else if (source === "github") {
      const name = required("account", account);
      const text = await readGithub({ web, address: github, account: name, token, now: now(), signal });
      const page = `https://github.com/${encodeURIComponent(name)}`;
      const content = Buffer.from(JSON.stringify(text));
      yield { name: `GitHub: ${name}`, content, source, format: "github" as const, address: page };
    } else {
      const pages = readNotion({ web, address: notion, token: required("token", token), signal });
      for await (const { title, address: page, text } of pages) {
        const content = Buffer.from(JSON.stringify(text));
        const where = page === null ? {} : { address: page };
        yield { name: title, content, source, format: "notion" as const, ...where };
      }
    }
  }
}

function required(field: string, value: string | undefined): string {
  if (value === undefined || value.trim() === "")
    throw new ProtocolError("invalid_input", `${field} is missing.`, { field });
  return value.trim();
}

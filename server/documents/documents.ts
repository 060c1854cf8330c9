/**
 * Documents of people: taken in, read by a job, their proposals decided on, deleted with what rested on them.
 *
 * The same content is one document. Reading writes once, at its end and in one transaction, so that a job that was
 * broken off reads again and leaves nothing twice. Bound: `MOST_DOCUMENTS` of each person.
 */
import { createHash, randomUUID } from "node:crypto";
import type { GraphAnswer, PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { type Format, LARGEST_DOCUMENT } from "@trajectory/ingest/documents/document.ts";
import { readDocument } from "@trajectory/ingest/documents/read-document.ts";
import { formatOf } from "@trajectory/ingest/documents/sniff.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { Readers } from "../interview/readers.ts";
import type { Similarity } from "../interview/similarity.ts";
import type { JobKind, RunningJob } from "../jobs/job.ts";
import type { Memory, NewItem } from "../memory/memory.ts";
import { passagesOf } from "../memory/passages.ts";
import { carryOut, type Edit, takeBack, type TakenBack } from "./carry-out.ts";
import { findProposals } from "./find-proposals.ts";
import type {
  DecisionName,
  DocumentActors,
  DocumentJobs,
  DocumentRow,
  DocumentStore,
  ProposalRow,
  SourceName,
} from "./ports.ts";

export interface DocumentsOptions {
  store: DocumentStore;
  jobs: DocumentJobs;
  actors: DocumentActors;
  memory: Pick<Memory, "store" | "deleteBySource">;
  readers: Readers;
  similarity: Similarity;
  now: () => number;
}

export interface Incoming {
  name: string;
  content: Uint8Array;
  source: SourceName;
  /** Told by its content where none is given. */
  format?: Format;
  address?: string;
}

export type DocumentState = "waiting" | "reading" | "ready" | "refused";

export interface DocumentView extends Omit<DocumentRow, "state"> {
  state: DocumentState;
  /** That reads it, while it is not over. */
  job: Job | null;
}

const READ = "read_document";
const MOST_DOCUMENTS = 1_000;
const LONGEST_NAME = 200;
/** Items of memory at once. */
const MEMORY_BATCH = 200;
/** Of the progress: reading the file, then reading what it says. */
const FILE_SHARE = 0.3;

export class Documents {
  readonly #options: DocumentsOptions;
  /** One after the other for each document, so that nothing is accepted while it is deleted. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** What the queue does for documents. */
  get jobKind(): JobKind {
    return { name: READ, run: (job) => this.#read(job) };
  }

  /** @throws ProtocolError `document_too_large`, `document_unsupported`, `command_refused` when there are too many */
  async add(userId: string, incoming: Incoming): Promise<{ document: DocumentView; isNew: boolean }> {
    const { store } = this.#options;
    const { content, source, address = null } = incoming;
    const name = nameOf(incoming.name);
    if (content.length > LARGEST_DOCUMENT) throw tooLarge();
    const format = incoming.format ?? formatOf(content, name);
    if ((await store.count(userId)) >= MOST_DOCUMENTS)
      throw new ProtocolError("command_refused", `You have ${MOST_DOCUMENTS} documents: delete some first.`);
    const hash = createHash("sha256").update(content).digest();
    const id = randomUUID();
    const added = await store.add(userId, { id, source, format, name, address, hash, content });
    // One that came before its process was killed may have no job yet.
    if (added.document.state === "waiting" && (await this.#job(userId, added.document.id)) === undefined)
      await this.#options.jobs.add(READ, userId, added.document.id);
    return { document: await this.view(userId, added.document.id), isNew: added.isNew };
  }

  /** Newest first. */
  async list(userId: string): Promise<DocumentView[]> {
    const rows = await this.#options.store.list(userId);
    return Promise.all(rows.map((row) => this.#viewOf(userId, row)));
  }

  /** @throws ProtocolError `not_found` */
  async view(userId: string, id: string): Promise<DocumentView> {
    return this.#viewOf(userId, await this.#require(userId, id));
  }

  proposals(userId: string, id: string): Promise<ProposalRow[]> {
    return this.#options.store.proposals(userId, id);
  }

  /** @throws ProtocolError `not_found` */
  async page(userId: string, id: string, page: number): Promise<string> {
    const text = await this.#options.store.page(userId, id, page);
    if (text === undefined) throw new ProtocolError("not_found", `There is no page ${page} of "${id}".`);
    return text;
  }

  /** Reads one again that was refused. @throws ProtocolError `not_found`, `command_refused` */
  async readAgain(userId: string, id: string): Promise<DocumentView> {
    const { state } = await this.view(userId, id);
    if (state !== "refused")
      throw new ProtocolError("command_refused", "Only a document that could not be read is read again.");
    await this.#options.store.reopen(userId, id);
    await this.#options.jobs.add(READ, userId, id);
    return this.view(userId, id);
  }

  /** The first decision counts. @throws ProtocolError `not_found`, `command_refused`, `model_refused` */
  decide(
    userId: string,
    id: string,
    proposalId: string,
    { decision, edit }: { decision: DecisionName; edit: Edit },
  ): Promise<void> {
    const { store, actors } = this.#options;
    return this.#inTurn(id, async () => {
      const row = (await this.proposals(userId, id)).find(({ proposal }) => proposal.id === proposalId);
      if (row === undefined)
        throw new ProtocolError("not_found", `There is no proposal "${proposalId}".`, {
          field: "proposalId",
        });
      const isNew = await store.claim(userId, id, proposalId, decision);
      // Said again, it is finished where a crash may have broken it off.
      if (!isNew && row.decision !== decision)
        throw new ProtocolError("command_refused", `The proposal was ${row.decision} before.`);
      if (decision === "rejected" || row.changes.length > 0) return;
      try {
        const changes = await carryOut(actors, userId, row.proposal, edit);
        await store.recordChanges(userId, id, proposalId, changes);
      } catch (error) {
        const { code } = toProtocolError(error);
        if (code !== "unknown_outcome" && code !== "store_unavailable")
          await store.unclaim(userId, id, proposalId);
        throw error;
      }
    });
  }

  /** With the evidence and the constraints that rested on it, and what memory holds of it. */
  async delete(userId: string, id: string): Promise<TakenBack> {
    const { store, jobs, actors, memory } = this.#options;
    await this.#require(userId, id);
    return this.#inTurn(id, async () => {
      const job = await this.#job(userId, id);
      if (job?.state === "waiting" || job?.state === "running")
        await jobs.cancel(userId, job.id).catch(ignoreOver);
      const taken = await takeBack(actors, userId, await this.proposals(userId, id));
      await memory.deleteBySource(userId, { kind: "document", id });
      // Last, so that a deletion that broke off can be asked for again.
      await store.delete(userId, id);
      return taken;
    });
  }

  async #read({ userId, subject: id, signal, report }: RunningJob): Promise<void> {
    const { store, memory, now } = this.#options;
    const document = await store.find(userId, id);
    if (document === undefined || document.state === "ready") return;
    const content = await store.content(userId, id);
    if (content === undefined) return;
    const notices: string[] = [];
    try {
      const text = await readDocument(document.format, content, {
        now: now(),
        signal,
        onProgress: (share, step) => report(FILE_SHARE * share, step),
      });
      const proposals = await findProposals({
        ...(await this.#situation(userId)),
        userId,
        documentId: id,
        name: document.name,
        now: now(),
        text,
        signal,
        onProgress: (share, step) => report(FILE_SHARE + (1 - FILE_SHARE) * share, step),
        onNotice: (sentence) => void notices.push(sentence),
      });
      await this.#remember(userId, document, text.pages);
      const isThere = await store.finish(userId, id, {
        pages: text.pages,
        notices: [...text.notices, ...notices],
        proposals,
      });
      if (!isThere) await memory.deleteBySource(userId, { kind: "document", id });
    } catch (error) {
      const problem = toProtocolError(error);
      if (problem.status < 500 && problem.code !== "cancelled")
        await store.refuse(userId, id, problem.toBody());
      throw error;
    }
  }

  async #situation(userId: string) {
    const { actors, store, readers, similarity } = this.#options;
    const [{ skills }, { projects, constraints }, counts] = await Promise.all([
      actors.query<GraphAnswer>(userId, "skills", "graph"),
      actors.query<PortfolioAnswer>(userId, "life", "portfolio"),
      store.decisions(userId),
    ]);
    const named = skills.map(({ id, name, domain }) => ({ id, name, domain }));
    return { portfolio: { skills: named, projects, constraints }, counts, readers, similarity };
  }

  /** Passages of each page, found by meaning and by words. */
  async #remember(
    userId: string,
    { id, name, addedAt }: DocumentRow,
    pages: readonly string[],
  ): Promise<void> {
    const items = pages.flatMap((page, i) =>
      passagesOf(page).map((text): NewItem => {
        const source = { kind: "document" as const, id, locator: `page ${i + 1}` };
        return { kind: "document", title: name, text, at: addedAt, source };
      }),
    );
    for (let from = 0; from < items.length; from += MEMORY_BATCH)
      await this.#options.memory.store(userId, items.slice(from, from + MEMORY_BATCH));
  }

  #job(userId: string, id: string): Promise<Job | undefined> {
    return this.#options.jobs.newest(userId, READ, id);
  }

  async #viewOf(userId: string, { state, ...row }: DocumentRow): Promise<DocumentView> {
    if (state === "ready") return { ...row, state, job: null };
    const job = (await this.#job(userId, row.id)) ?? null;
    if (state === "refused") return { ...row, state, job: null };
    if (job?.state === "failed") return { ...row, state: "refused", error: errorOf(job), job: null };
    if (job?.state === "cancelled") {
      const error = new ProtocolError("cancelled", "You have stopped its reading.").toBody();
      return { ...row, state: "refused", error, job: null };
    }
    return { ...row, state: job?.state === "running" ? "reading" : "waiting", job };
  }

  async #require(userId: string, id: string): Promise<DocumentRow> {
    const row = await this.#options.store.find(userId, id);
    if (row === undefined)
      throw new ProtocolError("not_found", `There is no document "${id}".`, { field: "id" });
    return row;
  }

  async #inTurn<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    const own = before.then(work, work);
    this.#turns.set(id, own);
    try {
      return await own;
    } finally {
      if (this.#turns.get(id) === own) this.#turns.delete(id);
    }
  }
}

export function tooLarge(): ProtocolError {
  return new ProtocolError(
    "document_too_large",
    `Documents of at most ${LARGEST_DOCUMENT >> 20} MB are taken.`,
  );
}

function errorOf({ error }: Job): DocumentRow["error"] {
  return (error as DocumentRow["error"]) ?? new ProtocolError("internal", "It could not be read.").toBody();
}

function ignoreOver(error: unknown): void {
  if (toProtocolError(error).code !== "command_refused") throw error;
}

/** Without folders and signs that no name has. */
function nameOf(given: string): string {
  const name = given.split(/[\\/]/).at(-1)?.replaceAll(/\p{C}/gu, "").trim().slice(0, LONGEST_NAME);
  return name === undefined || name === "" ? "Document" : name;
}

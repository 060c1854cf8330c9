/** Documents, the text of their pages, what was found in them and what their person decided. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { DecisionCounts, Decisions } from "@trajectory/actors/interview/calibration.ts";
import { decisionKey } from "@trajectory/actors/interview/calibration.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type {
  Change,
  DecisionName,
  DocumentRow,
  DocumentStore,
  FoundProposal,
  NewDocument,
  ProposalRow,
} from "../documents/ports.ts";
import type { Proposal } from "../documents/proposal.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

const MOST_LISTED = 1_000;
const COUNTED = { accepted: "accepted", edited: "edited", rejected: "declined" } as const;

export class PostgresDocuments implements DocumentStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(userId: string, document: NewDocument): Promise<{ document: DocumentRow; isNew: boolean }> {
    const { id, source, format, name, address, hash, content } = document;
    return guarded(async () => {
      const inserted = await this.#db
        .insertInto("document")
        .values({
          document_id: id,
          user_id: userId,
          source,
          format,
          name: storableText(name),
          address,
          content_hash: Buffer.from(hash),
          bytes: content.length,
          content: Buffer.from(content),
          state: "waiting",
        })
        .onConflict((conflict) => conflict.columns(["user_id", "content_hash"]).doNothing())
        .returning("document_id")
        .executeTakeFirst();
      const known = await this.#db
        .selectFrom("document")
        .select("document_id")
        .where("user_id", "=", userId)
        .where("content_hash", "=", Buffer.from(hash))
        .executeTakeFirstOrThrow();
      const [row] = await this.#rows(userId, known.document_id);
      if (row === undefined) throw new Error("A document that was there is gone.");
      return { document: row, isNew: inserted !== undefined };
    });
  }

  list(userId: string): Promise<DocumentRow[]> {
    return guarded(() => this.#rows(userId));
  }

  async find(userId: string, id: string): Promise<DocumentRow | undefined> {
    if (!isUuid(id)) return undefined;
    return (await guarded(() => this.#rows(userId, id)))[0];
  }

  async count(userId: string): Promise<number> {
    const { rows } = await guarded(() =>
      sql<{ count: number }>`SELECT count(*) AS count FROM document WHERE user_id = ${userId}`.execute(
        this.#db,
      ),
    );
    return rows[0]?.count ?? 0;
  }

  async content(userId: string, id: string): Promise<Uint8Array | undefined> {
    const row = await guarded(() => this.#one(userId, id).select("content").executeTakeFirst());
    return row?.content ?? undefined;
  }

  async page(userId: string, id: string, page: number): Promise<string | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await guarded(() =>
      this.#db
        .selectFrom("document_page")
        .select("text")
        .where("user_id", "=", userId)
        .where("document_id", "=", id)
        .where("page", "=", page)
        .executeTakeFirst(),
    );
    return row?.text;
  }

  async finish(
    userId: string,
    id: string,
    read: { pages: readonly string[]; notices: readonly string[]; proposals: readonly FoundProposal[] },
  ): Promise<boolean> {
    const own = { user_id: userId, document_id: id };
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        const ready = await tx
          .updateTable("document")
          .set({
            state: "ready",
            notices: JSON.stringify(read.notices),
            error: null,
            content: null,
            read_at: sql<Date>`now()`,
          })
          .where("user_id", "=", userId)
          .where("document_id", "=", id)
          .returning("document_id")
          .execute();
        if (ready.length === 0) return false;
        await tx.deleteFrom("document_page").where("document_id", "=", id).execute();
        await tx
          .deleteFrom("document_proposal")
          .where("document_id", "=", id)
          .where("decision", "is", null)
          .execute();
        const pages = read.pages.map((text, i) => ({ ...own, page: i + 1, text: storableText(text) }));
        if (pages.length > 0) await tx.insertInto("document_page").values(pages).execute();
        const proposals = read.proposals.map(({ reader, proposal }, position) => ({
          ...own,
          proposal_id: proposal.id,
          position,
          page: proposal.page,
          reader,
          proposal: JSON.stringify(proposal),
        }));
        if (proposals.length > 0) {
          await tx
            .insertInto("document_proposal")
            .values(proposals)
            .onConflict((conflict) => conflict.columns(["document_id", "proposal_id"]).doNothing())
            .execute();
        }
        return true;
      }),
    );
  }

  async refuse(userId: string, id: string, error: ErrorBody): Promise<void> {
    await this.#set(userId, id, { state: "refused", error: JSON.stringify(error) });
  }

  async reopen(userId: string, id: string): Promise<void> {
    await this.#set(userId, id, { state: "waiting", error: null });
  }

  async proposals(userId: string, id: string): Promise<ProposalRow[]> {
    if (!isUuid(id)) return [];
    const rows = await guarded(() =>
      this.#db
        .selectFrom("document_proposal")
        .selectAll()
        .where("user_id", "=", userId)
        .where("document_id", "=", id)
        .orderBy("position")
        .execute(),
    );
    return rows.map((row) => ({
      proposal: row.proposal as Proposal,
      reader: row.reader,
      decision: row.decision as DecisionName | null,
      decidedAt: row.decided_at?.getTime() ?? null,
      changes: row.changes as Change[],
    }));
  }

  async claim(userId: string, id: string, proposalId: string, decision: DecisionName): Promise<boolean> {
    const rows = await guarded(() =>
      this.#proposal(userId, id, proposalId)
        .set({ decision, decided_at: sql<Date>`now()` })
        .where("decision", "is", null)
        .returning("proposal_id")
        .execute(),
    );
    return rows.length > 0;
  }

  async unclaim(userId: string, id: string, proposalId: string): Promise<void> {
    await guarded(() =>
      this.#proposal(userId, id, proposalId).set({ decision: null, decided_at: null }).execute(),
    );
  }

  async recordChanges(
    userId: string,
    id: string,
    proposalId: string,
    changes: readonly Change[],
  ): Promise<void> {
    await guarded(() =>
      this.#proposal(userId, id, proposalId)
        .set({ changes: JSON.stringify(changes) })
        .execute(),
    );
  }

  async decisions(userId: string): Promise<DecisionCounts> {
    const { rows } = await guarded(() =>
      sql<{ reader: string; kind: string; decision: DecisionName; count: number }>`
        SELECT reader, coalesce(proposal->'evidence'->>'kind', proposal->>'kind') AS kind, decision, count(*) AS count
        FROM document_proposal WHERE user_id = ${userId} AND decision IS NOT NULL GROUP BY 1, 2, 3`.execute(
        this.#db,
      ),
    );
    const counts: Record<string, Decisions> = {};
    for (const { reader, kind, decision, count } of rows) {
      const key = decisionKey(reader, kind);
      counts[key] = { accepted: 0, edited: 0, declined: 0, ...counts[key], [COUNTED[decision]]: count };
    }
    return counts;
  }

  async delete(userId: string, id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const rows = await guarded(() =>
      this.#db
        .deleteFrom("document")
        .where("user_id", "=", userId)
        .where("document_id", "=", id)
        .returning("document_id")
        .execute(),
    );
    return rows.length > 0;
  }

  async #set(userId: string, id: string, values: { state: string; error: string | null }): Promise<void> {
    await guarded(() =>
      this.#db
        .updateTable("document")
        .set(values)
        .where("user_id", "=", userId)
        .where("document_id", "=", id)
        .where("state", "<>", "ready")
        .execute(),
    );
  }

  #one(userId: string, id: string) {
    return this.#db.selectFrom("document").where("user_id", "=", userId).where("document_id", "=", id);
  }

  #proposal(userId: string, id: string, proposalId: string) {
    return this.#db
      .updateTable("document_proposal")
      .where("user_id", "=", userId)
      .where("document_id", "=", id)
      .where("proposal_id", "=", proposalId);
  }

  /** Newest first. */
  async #rows(userId: string, id?: string): Promise<DocumentRow[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await sql<Selectable<Tables["document"]> & Counts>`
      SELECT d.document_id, source, format, name, address, bytes, state, notices, error, added_at, read_at,
        (SELECT count(*) FROM document_page p WHERE p.document_id = d.document_id) AS pages,
        count(p.proposal_id) FILTER (WHERE decision IS NULL) AS open,
        count(*) FILTER (WHERE decision IN ('accepted', 'edited')) AS accepted,
        count(*) FILTER (WHERE decision = 'rejected') AS rejected
      FROM document d LEFT JOIN document_proposal p USING (document_id)
      WHERE d.user_id = ${userId} AND (${id ?? null}::uuid IS NULL OR d.document_id = ${id ?? null}::uuid)
      GROUP BY d.document_id ORDER BY added_at DESC LIMIT ${MOST_LISTED}`.execute(this.#db);
    return rows.map((row) => ({
      id: row.document_id,
      source: row.source as DocumentRow["source"],
      format: row.format as DocumentRow["format"],
      name: row.name,
      address: row.address,
      bytes: row.bytes,
      state: row.state as DocumentRow["state"],
      notices: row.notices as string[],
      error: row.error as ErrorBody | null,
      addedAt: row.added_at.getTime(),
      readAt: row.read_at?.getTime() ?? null,
      pages: row.pages,
      open: row.open,
      accepted: row.accepted,
      rejected: row.rejected,
    }));
  }
}

interface Counts {
  pages: number;
  open: number;
  accepted: number;
  rejected: number;
}

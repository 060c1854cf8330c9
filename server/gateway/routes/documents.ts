/** Documents: taken in, looked at, decided on, deleted. Reading is a job (routes/jobs.ts). */
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { LARGEST_DOCUMENT } from "@trajectory/ingest/documents/document.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Id } from "@trajectory/protocols/events/entities.ts";
import { type Documents, tooLarge } from "../../documents/documents.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { Document, DocumentDecision, DocumentWithProposals } from "./document-schemas.ts";
import { uploadedFile, withForms } from "./uploaded-file.ts";

const tags = ["documents"];
/** At once, in this process; further ones are answered `busy`. */
const MOST_UPLOADS = 4;
/** Of a file of unknown length, bytes. */
const MOST_LET_GO = 1 << 30;
/** What a form puts around a file, bytes. */
const FORM_AROUND = 64 << 10;
const FILE_TYPES = [
  "application/octet-stream",
  "application/pdf",
  "text/plain",
  "text/markdown",
  "text/calendar",
];
const uploads = { rateLimit: { max: 120, timeWindow: "1 minute" } };

const OneDocument = Type.Object({ id: Id });
const OneProposal = Type.Object({ id: Id, proposalId: Id });
const OnePage = Type.Object({ id: Id, page: Type.Integer({ minimum: 1, maximum: 100_000 }) });
const DECISIONS = { accept: "accepted", edit: "edited", reject: "rejected" } as const;

export function documentRoutes(app: App, accounts: AccountStore, documents: Documents): void {
  const onRequest = requireUser(accounts);
  let underWay = 0;
  // Uploads of sessions take files of one of the types too.
  const unknown = FILE_TYPES.filter((type) => !app.hasContentTypeParser(type));
  app.addContentTypeParser(unknown, { bodyLimit: LARGEST_DOCUMENT }, (_request, payload, done) =>
    done(null, payload),
  );

  withForms(app, (scope) => {
    scope.post(
      "/api/documents",
      {
        onRequest,
        bodyLimit: LARGEST_DOCUMENT,
        config: uploads,
        schema: {
          tags,
          summary: "Send a document",
          description:
            `Body: the file, as ${FILE_TYPES.join(", ")}, or a form (multipart/form-data) with one file; what it is is ` +
            `told by its content. At most ${LARGEST_DOCUMENT} bytes. It is read by a job; the same content again is the ` +
            "same document, and answered with 200.",
          querystring: Type.Object(
            {
              name: Type.Optional(
                Type.String({
                  minLength: 1,
                  maxLength: 300,
                  description: "Else as the form calls it, or Document",
                }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: Document, 201: Document },
        },
      },
      async (request, reply) => {
        if (underWay >= MOST_UPLOADS)
          throw new ProtocolError("busy", "Other documents are on their way.", { retryAfterMs: 2_000 });
        underWay++;
        try {
          const { name, pieces } = await uploadedFile(request, FILE_TYPES);
          const announced = Number(request.headers["content-length"] ?? 0);
          const { document, isNew } = await documents.add(userOf(request).id, {
            name: request.query.name ?? name ?? "",
            content: await bytesOf(pieces, announced, reply),
            source: "upload",
          });
          return await reply.code(isNew ? 201 : 200).send(document);
        } finally {
          underWay--;
        }
      },
    );
  });

  app.get(
    "/api/documents",
    {
      onRequest,
      schema: {
        tags,
        summary: "Your documents, newest first",
        response: {
          200: Type.Object({ documents: Type.Array(Document) }, { examples: [{ documents: [] }] }),
        },
      },
    },
    async (request) => ({ documents: await documents.list(userOf(request).id) }),
  );

  app.get(
    "/api/documents/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "One document: its state, what was found in it and what became of that",
        params: OneDocument,
        response: { 200: DocumentWithProposals },
      },
    },
    (request) => whole(userOf(request).id, request.params.id),
  );

  app.get(
    "/api/documents/:id/pages/:page",
    {
      onRequest,
      schema: {
        tags,
        summary: "The text of a page, in which the spans of proposals count",
        params: OnePage,
        response: {
          200: Type.Object(
            { page: Type.Integer(), text: Type.String() },
            { examples: [{ page: 1, text: "I have used TypeScript every day for five years." }] },
          ),
        },
      },
    },
    async (request) => {
      const { id, page } = request.params;
      return { page, text: await documents.page(userOf(request).id, id, page) };
    },
  );

  app.post(
    "/api/documents/:id/read",
    {
      onRequest,
      config: uploads,
      schema: {
        tags,
        summary: "Read a document again that could not be read",
        params: OneDocument,
        response: { 200: Document },
      },
    },
    (request) => documents.readAgain(userOf(request).id, request.params.id),
  );

  app.post(
    "/api/documents/:id/proposals/:proposalId",
    {
      onRequest,
      schema: {
        tags,
        summary: "Accept, edit or reject what was found",
        description:
          "Only what is accepted or edited reaches skills, projects and constraints. The first decision counts.",
        params: OneProposal,
        body: DocumentDecision,
        response: { 200: DocumentWithProposals },
      },
    },
    async (request) => {
      const { id, proposalId } = request.params;
      const { decision, edited = {} } = request.body;
      const userId = userOf(request).id;
      const edit = decision === "edit" ? edited : {};
      await documents.decide(userId, id, proposalId, { decision: DECISIONS[decision], edit });
      return whole(userId, id);
    },
  );

  app.delete(
    "/api/documents/:id",
    {
      onRequest,
      schema: {
        tags,
        summary:
          "Delete a document, the evidence and constraints accepted from it, and what memory holds of it",
        description: "Skills and projects that came with it stay: they are the person's own.",
        params: OneDocument,
        response: {
          200: Type.Object(
            {
              evidence: Type.Integer({ minimum: 0, description: "Withdrawn" }),
              constraints: Type.Integer({ minimum: 0, description: "Removed" }),
            },
            { examples: [{ evidence: 3, constraints: 0 }] },
          ),
        },
      },
    },
    (request) => documents.delete(userOf(request).id, request.params.id),
  );

  async function whole(userId: string, id: string) {
    const view = await documents.view(userId, id);
    const proposals = (await documents.proposals(userId, id)).map(({ proposal, ...row }) => ({
      ...proposal,
      ...row,
    }));
    return { ...view, proposals };
  }
}

/** @throws ProtocolError `document_too_large`, at once where the request says how long it is */
async function bytesOf(
  pieces: AsyncIterable<Uint8Array>,
  announced: number,
  reply: FastifyReply,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  if (announced <= LARGEST_DOCUMENT + FORM_AROUND) {
    for await (const piece of pieces) {
      length += piece.length;
      if (length <= LARGEST_DOCUMENT) kept.push(piece);
      // Whoever still sends does not hear the answer: what is too much is read for a while, and let go of.
      else kept.length = 0;
      if (length > MOST_LET_GO) break;
    }
    if (length <= LARGEST_DOCUMENT) return Buffer.concat(kept);
  }
  // The rest of the file is not waited for.
  void reply.header("connection", "close");
  throw tooLarge();
}

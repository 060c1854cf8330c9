/** What is remembered of a person: stored, searched, forgotten, counted, and made ready for another model. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { Job } from "@trajectory/protocols/jobs.ts";
import type { JobQueue } from "../../jobs/queue.ts";
import { REEMBED } from "../../memory/embedding/reembed.ts";
import {
  ItemKind,
  Metadata,
  MOST_CHARACTERS,
  NewItem,
  SearchMode,
  SearchNotice,
  Source,
} from "../../memory/memory.ts";
import { LAST_HIT, type PersonMemory } from "../../memory/person-memory.ts";
import { EmbeddingError } from "../../memory/ports.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";

const tags = ["memory"];
const closed = { additionalProperties: false };
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([Type.Null(), schema]);
const SEARCHES = { rateLimit: { max: 240, timeWindow: "1 minute" } };
const WRITES = { rateLimit: { max: 120, timeWindow: "1 minute" } };

const EmbedBody = Type.Object(
  {
    texts: Type.Array(Type.String({ minLength: 1, maxLength: MOST_CHARACTERS }), {
      minItems: 1,
      maxItems: 16,
    }),
  },
  { ...closed, examples: [{ texts: ["a weather station in the garden"] }] },
);
const StoreBody = Type.Object(
  { items: Type.Array(NewItem, { minItems: 1, maxItems: 100 }) },
  {
    ...closed,
    examples: [
      {
        items: [
          {
            id: "n1",
            kind: "note",
            text: "The weather station runs for a week now without a gap.",
            at: 1_795_392_000_000,
            source: { kind: "note", id: "n1" },
          },
        ],
      },
    ],
  },
);
const SearchBody = Type.Object(
  {
    queries: Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), {
      minItems: 1,
      maxItems: 8,
      description: "Each is answered by itself",
    }),
    mode: Type.Union([SearchMode], { default: "hybrid" }),
    kinds: Type.Optional(Type.Array(ItemKind, { minItems: 1, maxItems: 6 })),
    source: Type.Optional(Type.Object({ kind: Source.properties.kind, id: Source.properties.id }, closed)),
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }),
    offset: Type.Integer({ minimum: 0, maximum: LAST_HIT - 50, default: 0 }),
  },
  {
    ...closed,
    examples: [{ queries: ["weather station"], mode: "hybrid", kinds: ["note"], limit: 5, offset: 0 }],
  },
);

const Item = Type.Object({
  id: Type.String(),
  kind: ItemKind,
  title: Type.Optional(Type.String()),
  text: Type.String(),
  at: Type.Number({ description: "ms since the Unix epoch" }),
  source: Type.Object({
    ...Source.properties,
    link: Nullable(
      Type.String({ description: "Where the source is read over HTTP; null: it is the item itself" }),
    ),
  }),
  metadata: Metadata,
});
const Rank = Nullable(Type.Integer({ minimum: 1 }));
const SearchAnswer = Type.Object(
  {
    model: Type.String(),
    answers: Type.Array(
      Type.Object({
        query: Type.String(),
        results: Type.Array(
          Type.Object({
            item: Item,
            score: Type.Number({ description: "Sum of 1 / (60 + rank) over the searches that found it" }),
            vectorRank: Rank,
            textRank: Rank,
            similarity: Nullable(Type.Number({ description: "Cosine, -1 to 1" })),
          }),
        ),
        more: Type.Boolean(),
        notices: Type.Array(SearchNotice, { description: "Why the answer may rest on words alone" }),
      }),
    ),
  },
  { examples: [{ model: "energetic-ai/embeddings-en@0.2", answers: [] }] },
);
const Stats = Type.Object(
  {
    items: Type.Integer(),
    byKind: Type.Record(Type.String(), Type.Integer()),
    oldestAt: Nullable(Type.Number()),
    newestAt: Nullable(Type.Number()),
    model: Type.Object({
      id: Type.String(),
      dimension: Nullable(Type.Integer({ description: "Null before the first vector of a server" })),
    }),
    vectors: Type.Object({
      ready: Type.Integer(),
      waiting: Type.Integer(),
      outdated: Type.Integer({
        description: "Of another model: found by words only until they are made anew",
      }),
      refused: Type.Integer({ description: "The model cannot read them: found by words only" }),
    }),
    reembedding: Nullable(Job),
  },
  {
    examples: [
      {
        items: 0,
        byKind: {},
        oldestAt: null,
        newestAt: null,
        model: { id: "energetic-ai/embeddings-en@0.2", dimension: 512 },
        vectors: { ready: 0, waiting: 0, outdated: 0, refused: 0 },
        reembedding: null,
      },
    ],
  },
);

export interface MemoryRoutes {
  accounts: AccountStore;
  memory: PersonMemory;
  jobs: JobQueue;
}

export function memoryRoutes(app: App, { accounts, memory, jobs }: MemoryRoutes): void {
  const onRequest = requireUser(accounts);

  app.post(
    "/api/memory/embed",
    {
      onRequest,
      config: SEARCHES,
      schema: {
        tags,
        body: EmbedBody,
        summary: "Vectors of texts, of length 1; nothing is stored",
        response: {
          200: Type.Object(
            {
              model: Type.String(),
              dimension: Type.Integer(),
              vectors: Type.Array(Type.Array(Type.Number())),
            },
            {
              examples: [
                { model: "energetic-ai/embeddings-en@0.2", dimension: 512, vectors: [[0.04, -0.01]] },
              ],
            },
          ),
        },
      },
    },
    async (request, reply) => {
      const vectors = await embed(memory, request.body.texts, hangUpOf(reply));
      const dimension = vectors[0]?.length ?? 0;
      return { model: memory.model, dimension, vectors: vectors.map((vector) => [...vector]) };
    },
  );

  app.post(
    "/api/memory/store",
    {
      onRequest,
      config: WRITES,
      schema: {
        tags,
        body: StoreBody,
        summary: "Remember items; the same again change nothing",
        description:
          "Words are found at once, meanings as soon as vectors are made. Interviews, evidence with a quote and sessions are remembered by themselves.",
        response: {
          200: Type.Object(
            {
              ids: Type.Array(Type.String()),
              stored: Type.Integer({ description: "New or changed" }),
            },
            { examples: [{ ids: ["n1"], stored: 1 }] },
          ),
        },
      },
    },
    (request) => memory.store(userOf(request).id, request.body.items),
  );

  app.post(
    "/api/memory/search",
    {
      onRequest,
      config: SEARCHES,
      schema: {
        tags,
        body: SearchBody,
        summary: "What is remembered, by meaning and by words",
        description: `Best first, with the ranks of both searches. Pages end at hit ${LAST_HIT}.`,
        response: { 200: SearchAnswer },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const { queries, from, to, ...rest } = request.body;
      if (from !== undefined && to !== undefined && from > to) {
        throw new ProtocolError("invalid_input", "to lies before from.", { field: "to" });
      }
      const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const answers = queries.map(async (text) => {
        const { hits, more, notices } = await memory.search(id, { ...rest, ...span, text });
        const results = hits.map(({ item, ...ranks }) => {
          return { item: { ...item, source: { ...item.source, link: linkOf(item.source, id) } }, ...ranks };
        });
        return { query: text, results, more, notices };
      });
      return { model: memory.model, answers: await Promise.all(answers) };
    },
  );

  app.get(
    "/api/memory/stats",
    {
      onRequest,
      schema: {
        tags,
        summary: "How much is remembered, and how far its vectors are",
        response: { 200: Stats },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const [stats, job] = await Promise.all([memory.stats(id), jobs.newest(id, REEMBED, "")]);
      return { ...stats, reembedding: job ?? null };
    },
  );

  app.post(
    "/api/memory/reembed",
    {
      onRequest,
      config: WRITES,
      schema: {
        tags,
        summary: "Make vectors of other models anew, and try again what was refused",
        description: "A job: it tells how far it is, and is cancelled like any other. What is made stays.",
        response: { 200: Job },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const newest = await jobs.newest(id, REEMBED, "");
      const isUnderWay = newest?.state === "waiting" || newest?.state === "running";
      return isUnderWay ? newest : jobs.add(REEMBED, id, "");
    },
  );

  app.delete(
    "/api/memory/:id",
    {
      onRequest,
      config: WRITES,
      schema: {
        tags,
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 120 }) }),
        summary: "Forget one item",
        description: "What it came from stays; forgotten, it does not come back by itself.",
        response: { 200: Type.Object({ deleted: Type.Boolean() }, { examples: [{ deleted: true }] }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (await memory.delete(userOf(request).id, id)) return { deleted: true };
      throw new ProtocolError("not_found", "Nothing is remembered under this id.", { field: "id" });
    },
  );
}

async function embed(
  memory: PersonMemory,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  try {
    return await memory.embed(texts, signal);
  } catch (error) {
    if (signal.aborted)
      throw new ProtocolError("cancelled", "Nobody waits for the vectors any more.", { cause: error });
    if (!(error instanceof EmbeddingError)) throw error;
    if (error.failure === "refused") {
      throw new ProtocolError("invalid_input", error.message, { field: "texts", cause: error });
    }
    throw new ProtocolError("embedding_failed", error.message, { cause: error });
  }
}

/** Where the source is read over HTTP. */
function linkOf({ kind, id }: Source, userId: string): string | null {
  const one = encodeURIComponent(id);
  switch (kind) {
    case "interview":
      return `/api/interview/${one}`;
    case "skill":
      return `/api/skills/${one}/belief`;
    case "session":
      return `/api/signals/${userId}/sessions/${one}`;
    case "document":
      return `/api/documents/${one}`;
    case "insight":
      return `/api/analysis/${one}`;
    case "note":
      return null;
  }
}

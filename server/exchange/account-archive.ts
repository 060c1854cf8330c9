/** Everything of a person as the files of one archive (docs/exchange.md), each written while it is read. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { SessionSummary } from "../gateway/signal-history.ts";
import type { Exported } from "./exported.ts";
import { mcapFile } from "./mcap-file.ts";
import type { ZipEntry } from "./zip-file.ts";

export interface ArchiveSources {
  account: { id: string; name: string; email: string; role: string };
  /** What is known of the person now, by file: `physics`, `skills` … */
  state: ReadonlyMap<string, () => Promise<Uint8Array>>;
  /** Behind `afterSeq`, oldest first; empty behind the last. */
  events: (afterSeq: number) => Promise<EventRecord[]>;
  /** Newest first, all that began before. */
  sessions: (before: number) => Promise<SessionSummary[]>;
  session: (session: SessionSummary, span: { from: number; to: number }) => Exported;
  /** Rows of every table that is not left out. */
  tables: (
    leftOut: ReadonlySet<string>,
  ) => AsyncIterable<{ table: string; lines: AsyncIterable<Uint8Array> }>;
}

/** Of one file, so that none comes near the 4 GiB that a file of a ZIP archive may have. */
const EVENTS_PER_FILE = 500_000;
const SPAN_MS = 7 * 86_400_000;

/** In files of their own, or made from what is. */
const NOT_AS_ROWS = new Set(["account", "event", "snapshot", "signal_block"]);

const README = `Everything TrajectoryOS has of you.

account.json            your account
state/*.json            what is known of you now: physics, portfolio, skills, model, and where your actors are
events/000001.ndjson    your log: every accepted fact in order, one JSON object a line. Everything in state/ follows from it
sessions/*.mcap         each session: samples, windows, and what was written meanwhile; opens in Foxglove and Lichtblick
tables/*.ndjson         the rows of every other table that has something of yours, one JSON object a line; binary is base64

Left out: hashes of your password and tokens, and saved states, which are made from the log.
docs/exchange.md of the project says more.
`;

export async function* accountArchive(sources: ArchiveSources, now: number): AsyncGenerator<ZipEntry> {
  yield { name: "README.txt", content: whole(README) };
  yield { name: "account.json", content: whole(JSON.stringify(sources.account, null, 2)) };
  for (const [name, read] of sources.state) yield { name: `state/${name}.json`, content: later(read) };
  yield* eventFiles(sources);
  yield* sessionFiles(sources, now);
  for await (const { table, lines } of sources.tables(NOT_AS_ROWS)) {
    yield { name: `tables/${table}.ndjson`, content: lines };
  }
}

async function* eventFiles({ events }: ArchiveSources): AsyncGenerator<ZipEntry> {
  let page = await events(0);
  async function* lines(): AsyncGenerator<Uint8Array> {
    for (let count = 0; page.length > 0 && count < EVENTS_PER_FILE; count += page.length) {
      yield Buffer.from(page.map((event) => `${JSON.stringify(event)}\n`).join(""));
      page = await events(page.at(-1)?.seq ?? 0);
    }
  }
  for (let number = 1; page.length > 0; number++) {
    yield { name: `events/${String(number).padStart(6, "0")}.ndjson`, content: lines() };
  }
}

async function* sessionFiles({ sessions, session }: ArchiveSources, now: number): AsyncGenerator<ZipEntry> {
  const seen = new Set<string>();
  for (let before = now + 1; ;) {
    const page = (await sessions(before)).filter(({ sessionId }) => !seen.has(sessionId));
    const last = page.at(-1);
    if (last === undefined) return;
    for (const summary of page) {
      seen.add(summary.sessionId);
      yield* filesOf(summary, (span) => session(summary, span));
    }
    // Others may have begun in the same moment.
    before = last.startedAt + 1;
  }
}

function* filesOf(
  { sessionId, startedAt, from, to }: SessionSummary,
  read: (span: { from: number; to: number }) => Exported,
): Generator<ZipEntry> {
  const first = Math.floor(from ?? startedAt);
  const end = Math.ceil(to ?? startedAt) + 1;
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const parts = Math.max(1, Math.ceil((end - first) / SPAN_MS));
  for (let part = 0; part < parts; part++) {
    // The first and the last part take what lies beyond: windows without samples.
    const span = {
      from: part === 0 ? 0 : first + part * SPAN_MS,
      to: part === parts - 1 ? 4_102_444_800_000 : first + (part + 1) * SPAN_MS,
    };
    const name = `sessions/${day}-${sessionId}${parts > 1 ? `-${part + 1}` : ""}.mcap`;
    yield { name, content: mcapFile(read(span)), isPacked: true };
  }
}

async function* whole(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function* later(read: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await read();
}

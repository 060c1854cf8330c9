/** Holds what a phone captured, and what it was told, against the rows of the database. */
import type { Ledger } from "@trajectory/protocols/messages.ts";
import { decodeBlock } from "@trajectory/server/store/block-codec.ts";
import type { PostgresServer } from "../../services/postgres-server.ts";
import type { Phone, Track } from "./phone.ts";

interface StoredSamples {
  count: number;
  complaints: string[];
}

export interface Accounts {
  captured: number;
  stored: number;
  dropped: number;
  complaints: string[];
}

/** @param ledgers what the phone was told at the end; undefined when it vanished before */
export async function checkPhone(
  postgres: PostgresServer,
  phone: Phone,
  ledgers: readonly Ledger[] | undefined,
): Promise<Accounts> {
  const accounts: Accounts = { captured: 0, stored: 0, dropped: 0, complaints: [] };
  for (const track of phone.tracks) {
    const { id } = track.stream;
    const where = `stream ${id} of ${phone.sessionId}`;
    const { count, complaints } = await compareStored(postgres, phone.sessionId, track);
    accounts.complaints.push(...complaints.map((complaint) => `${where}: ${complaint}`));
    accounts.stored += count;
    accounts.captured += track.stampsUs.length;
    if (ledgers === undefined) continue;
    const ledger = ledgers.find(({ stream }) => stream === id);
    accounts.dropped += ledger?.dropped ?? 0;
    accounts.complaints.push(...balance(ledger, track, count).map((complaint) => `${where}: ${complaint}`));
  }
  const settled = accounts.stored + (await droppedIn(postgres, phone.sessionId));
  if (settled < phone.acknowledged)
    accounts.complaints.push(
      `${phone.acknowledged} samples of ${phone.sessionId} were acknowledged, the store accounts for ${settled}`,
    );
  return accounts;
}

function balance(ledger: Ledger | undefined, track: Track, storedRows: number): string[] {
  const taken = track.stampsUs.length;
  if (ledger === undefined) return ["the ledger does not have it"];
  const { captured, stored, dropped, outstanding } = ledger;
  const said = `${captured} captured, ${stored} stored, ${dropped} dropped, ${outstanding} outstanding`;
  if (captured !== taken) return [`${taken} samples were captured, the ledger says ${said}`];
  if (captured !== stored + dropped + outstanding) return [`the ledger does not balance: ${said}`];
  if (outstanding !== 0) return [`samples are missing at the end: ${said}`];
  if (stored !== storedRows) return [`the rows hold ${storedRows} samples, the ledger says ${said}`];
  return [];
}

/** Every stored sample is one that was captured, bit by bit, and is stored once. */
async function compareStored(
  postgres: PostgresServer,
  sessionId: string,
  { stream, stampsUs, samples }: Track,
): Promise<StoredSamples> {
  const rows = await postgres.rows<{
    firstSeq: string;
    t0Us: string;
    count: number;
    codec: number;
    data: Buffer;
  }>(
    `SELECT first_seq AS "firstSeq", (extract(epoch FROM t0) * 1000000)::bigint AS "t0Us",
       sample_count AS count, codec, data
     FROM signal_block WHERE session_id = $1 AND stream_id = $2 ORDER BY first_seq`,
    [sessionId, stream.id],
  );
  const width = stream.channels.length;
  const seen = new Set<number>();
  const complaints: string[] = [];
  for (const row of rows) {
    const first = Number(row.firstSeq);
    const block = decodeBlock(row.data, row.codec, row.count);
    let stampUs = Number(row.t0Us);
    for (let i = 0; i < row.count; i++) {
      const seq = first + i;
      stampUs += block.dtUs[i] ?? Number.NaN;
      if (seen.has(seq)) complaints.push(`sample ${seq} is stored twice`);
      seen.add(seq);
      if (stampUs !== stampsUs[seq])
        complaints.push(`sample ${seq} has the stamp ${stampUs}, not ${stampsUs[seq]}`);
      for (let channel = 0; channel < width; channel++) {
        const stored = block.samples[i * width + channel];
        const captured = samples[seq * width + channel];
        if (!Object.is(stored, captured))
          complaints.push(`sample ${seq} has ${stored} where ${captured} was captured`);
      }
    }
  }
  return { count: seen.size, complaints: complaints.slice(0, 5) };
}

async function droppedIn(postgres: PostgresServer, sessionId: string): Promise<number> {
  const [row] = await postgres.rows<{ sum: string }>(
    "SELECT coalesce(sum(sample_count), 0) AS sum FROM signal_drop WHERE session_id = $1",
    [sessionId],
  );
  return Number(row?.sum ?? 0);
}

/** Samples out of a CSV file. */
import { STREAM_KIND_NUMBER, type Stream, type StreamKindName } from "@trajectory/protocols/messages.ts";
import { type CsvLayout, layoutOf, place, type ValueColumn } from "./csv-layout.ts";
import { cellsOf, delimiterOf, linesOf } from "./csv-lines.ts";
import { type FileReader, type FileSample, invalid } from "./recorded-file.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

interface CsvStream extends Stream {
  isRateKnown: boolean;
  columns: readonly ValueColumn[];
}

export class CsvReader implements FileReader {
  private readonly open: () => AsyncIterable<Uint8Array>;
  private readonly name: string;
  private readonly startUs: number | undefined;
  private readonly known = new Map<number, CsvStream>();
  private layout: CsvLayout | undefined;

  /** @param startUs when second 0 of a file was that counts its seconds from its start */
  constructor(open: () => AsyncIterable<Uint8Array>, name: string, startUs: number | undefined) {
    this.open = open;
    this.name = name;
    this.startUs = startUs;
  }

  streams(): CsvStream[] {
    return [...this.known.values()].toSorted((a, b) => a.id - b.id);
  }

  async *samples(): AsyncGenerator<FileSample[]> {
    let delimiter = ",";
    let width = 0;
    for await (const lines of linesOf(this.open())) {
      const batch: FileSample[] = [];
      for (const { text, row } of lines) {
        if (width === 0) {
          delimiter = delimiterOf(text);
          const heads = cellsOf(text, delimiter, row);
          width = heads.length;
          this.layout = layoutOf(heads, this.name);
          continue;
        }
        const cells = cellsOf(text, delimiter, row);
        if (cells.length !== width) {
          throw invalid(`Row ${row} has ${cells.length} cells; the head has ${width}.`, `row ${row}`);
        }
        this.read(cells, row, batch);
      }
      if (batch.length > 0) yield batch;
    }
    if (width === 0) throw invalid("The file is empty.");
  }

  private read(cells: readonly string[], row: number, batch: FileSample[]): void {
    const layout = this.layout;
    if (layout === undefined) return;
    const us = this.timeOf(cells, row, layout);
    for (const stream of this.streamsOf(cells, row, layout)) {
      batch.push({
        stream: stream.id,
        seq: layout.seq === undefined ? undefined : wholeNumber(cells, layout.seq, row),
        us,
        values: stream.columns.map(({ column, factor }) => {
          const value = numberOf(cells, column, row);
          const single = Math.fround(factor === 1 ? value : value * factor);
          if (Number.isFinite(single)) return single;
          throw invalid(`${cells[column]} is beyond what a sample can hold.`, place(row, column));
        }),
      });
    }
  }

  /** Of our own files the one that is named, of others those of which the row has values. */
  private streamsOf(cells: readonly string[], row: number, layout: CsvLayout): CsvStream[] {
    const { stream, kind, values } = layout;
    if (stream !== undefined) {
      const id = wholeNumber(cells, stream, row);
      const name = kind === undefined ? undefined : cells[kind];
      if (name !== undefined && !Object.hasOwn(STREAM_KIND_NUMBER, name)) {
        throw invalid(`There are no streams of the kind "${name}".`, place(row, kind ?? 0));
      }
      return [
        this.known.get(id) ?? this.announce(id, name as StreamKindName | undefined, cells, row, layout),
      ];
    }
    const kinds = new Set(values.filter(({ column }) => isGiven(cells[column])).map((value) => value.kind));
    return Array.from(kinds, (one) => {
      const id = STREAM_KIND_NUMBER[one];
      return this.known.get(id) ?? this.announce(id, one, cells, row, layout);
    });
  }

  /** Its channels are those that its first row has values of. */
  private announce(
    id: number,
    kind: StreamKindName | undefined,
    cells: readonly string[],
    row: number,
    { values, hz }: CsvLayout,
  ): CsvStream {
    const given = values.filter(({ column }) => isGiven(cells[column]));
    const kindName = kind ?? given[0]?.kind;
    const columns = given.filter((value) => value.kind === kindName);
    if (kindName === undefined || columns.length === 0) {
      throw invalid(`Row ${row} has no value of its stream.`, `row ${row}`);
    }
    const isRateKnown = hz !== undefined && isGiven(cells[hz]);
    const stream = {
      id,
      kind: STREAM_KIND_NUMBER[kindName],
      channels: columns.map(({ channel }) => channel),
      nominalHz: isRateKnown ? numberOf(cells, hz, row) : 0,
      isRateKnown,
      columns,
    };
    this.known.set(id, stream);
    return stream;
  }

  private timeOf(cells: readonly string[], row: number, { time }: CsvLayout): number {
    const text = (cells[time.column] ?? "").trim();
    const wrong = (why: string) => invalid(`"${text.slice(0, 40)}" ${why}.`, place(row, time.column));
    switch (time.form) {
      case "us":
        return wholeNumber(cells, time.column, row);
      case "ns":
        if (!/^\d{1,20}$/.test(text)) throw wrong("is no time in nanoseconds");
        return Number(BigInt(text) / 1_000n);
      case "iso": {
        const [, head = "", digits = "", zone = ""] =
          /^(.+?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
        const ms = Date.parse(head + zone);
        if (Number.isNaN(ms)) throw wrong("is no time such as 2026-05-01T10:00:00.000Z");
        return ms * 1_000 + Number(digits.padEnd(6, "0").slice(0, 6));
      }
      case "seconds":
        if (this.startUs === undefined) {
          throw invalid("The file counts seconds from its start: say when that was.", "start");
        }
        return this.startUs + Math.round(numberOf(cells, time.column, row) * 1e6);
    }
  }
}

function isGiven(cell: string | undefined): boolean {
  return cell !== undefined && cell.trim() !== "";
}

function numberOf(cells: readonly string[], column: number, row: number): number {
  const text = (cells[column] ?? "").trim();
  if (NUMBER.test(text)) return Number(text);
  throw invalid(`"${text.slice(0, 40)}" is no number.`, place(row, column));
}

function wholeNumber(cells: readonly string[], column: number, row: number): number {
  const number = numberOf(cells, column, row);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw invalid(`${cells[column]} is no whole number from 0 on.`, place(row, column));
}

/** Lines of a CSV file and their cells; a line is bounded, whatever its length claims to be. */
import { invalid } from "./recorded-file.ts";

const LONGEST_LINE = 64 * 1024;

/** Lines with their numbers, from 1; empty ones are left out. */
export async function* linesOf(
  file: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ text: string; row: number }[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let held = "";
  let row = 0;
  for await (const piece of file) {
    held += decode(decoder, piece, row);
    const parts = held.split("\n");
    held = parts.pop() ?? "";
    const lines = parts.map((text) => ({ text: text.replace(/\r$/, ""), row: ++row }));
    for (const line of [...lines, { text: held, row: row + 1 }]) {
      if (line.text.length > LONGEST_LINE) {
        throw invalid(`Row ${line.row} is longer than ${LONGEST_LINE} characters.`, `row ${line.row}`);
      }
    }
    yield lines.filter(({ text }) => text.trim() !== "");
  }
  if (held.trim() !== "") yield [{ text: held.replace(/\r$/, ""), row: row + 1 }];
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array, row: number): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch {
    throw invalid(`Behind row ${row} there is no UTF-8 text.`, `row ${row + 1}`);
  }
}

/** The sign between the cells, from the first line. */
export function delimiterOf(head: string): string {
  const outside = head.replaceAll(/"[^"]*"/g, "");
  const [found = ","] = [",", ";", "\t"]
    .map((sign) => ({ sign, count: outside.split(sign).length }))
    .toSorted((a, b) => b.count - a.count)
    .map(({ sign }) => sign);
  return found;
}

/** @throws ProtocolError `file_invalid` where a quote is not closed */
export function cellsOf(text: string, delimiter: string, row: number): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      at = (end < 0 ? text.length : end) + 1;
      continue;
    }
    let cell = "";
    for (at++; ; at++) {
      if (at >= text.length) throw invalid(`Row ${row} has a quote that is not closed.`, `row ${row}`);
      if (text[at] !== '"') cell += text[at];
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else break;
    }
    cells.push(cell);
    at += 2;
  }
  return cells;
}

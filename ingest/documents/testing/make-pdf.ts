/** Small PDFs for tests, kind and hostile. */

export interface PdfParts {
  /** Of the only page, as it stands in the file. */
  stream: Uint8Array;
  /** Of the stream, such as /FlateDecode. */
  filter?: string;
  /** Of the catalogue, such as /OpenAction 6 0 R. */
  catalog?: string;
  /** A sixth object. */
  extra?: string;
  /** Of the trailer. */
  trailer?: string;
}

export function makePdf({ stream, filter, catalog = "", extra, trailer = "" }: PdfParts): Buffer {
  const pieces: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  function add(piece: Uint8Array | string): void {
    const bytes = typeof piece === "string" ? Buffer.from(piece, "latin1") : Buffer.from(piece);
    pieces.push(bytes);
    length += bytes.length;
  }
  function object(number: number, ...body: (Uint8Array | string)[]): void {
    offsets[number] = length;
    for (const piece of [`${number} 0 obj\n`, ...body, "\nendobj\n"]) add(piece);
  }
  add("%PDF-1.7\n");
  object(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  object(
    3,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
  );
  const filters = filter === undefined ? "" : `/Filter ${filter}`;
  object(4, `<< /Length ${stream.length} ${filters} >>\nstream\n`, stream, "\nendstream");
  object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  if (extra !== undefined) object(6, extra);
  const start = length;
  add(`xref\n0 ${offsets.length}\n0000000000 65535 f \n`);
  for (const offset of offsets.slice(1)) add(`${String(offset).padStart(10, "0")} 00000 n \n`);
  add(`trailer << /Size ${offsets.length} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`);
  return Buffer.concat(pieces);
}

/** A page of one line. */
export function writing(line: string): Buffer {
  return Buffer.from(`BT /F1 12 Tf 72 700 Td (${line.replaceAll(/[()\\]/g, "\\$&")}) Tj ET`);
}

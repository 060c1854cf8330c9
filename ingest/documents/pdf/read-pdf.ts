/** The text of a PDF, read in a process that has bounds. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type DocumentText, LONGEST_TEXT, MOST_PAGES, type OnProgress } from "../document.ts";
import { pagesOf } from "../pages.ts";
import { BOUNDS, readApart, unreadable } from "../apart/read-apart.ts";
import type { PdfOrder, PdfReport } from "./pdf-messages.ts";
import { reflowed } from "./reflow.ts";

/** A page with fewer letters than this has no text to speak of. */
const LEAST_LETTERS = 8;
const SCRIPT = new URL("./pdf-process.ts", import.meta.url);

/** @throws ProtocolError `document_unreadable`, `document_too_large`, and what `onProgress` throws */
export async function readPdf(
  content: Uint8Array,
  onProgress: OnProgress,
  signal: AbortSignal,
  bounds = BOUNDS,
): Promise<DocumentText> {
  const order: PdfOrder = {
    content,
    mostPages: MOST_PAGES,
    longestText: LONGEST_TEXT,
  };
  const texts: string[] = [];
  for await (const report of readApart<PdfReport>(SCRIPT, order, signal, bounds)) {
    if ("refused" in report) throw refusal(report);
    if ("done" in report) return documentOf(texts, report.scripts);
    texts.push(report.page);
    await onProgress(report.number / report.of, `Page ${report.number} of ${report.of}`);
  }
  throw unreadable("Its reading broke off.");
}

function documentOf(texts: readonly string[], scripts: boolean): DocumentText {
  const empty = texts.filter((text) => (text.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS).length;
  if (empty === texts.length)
    throw unreadable("It holds pictures and no text, as scans do: run text recognition (OCR) on it first.");
  const notices = [];
  if (scripts) notices.push("The PDF holds JavaScript. It was not run.");
  if (empty > 0)
    notices.push(`${empty} of ${texts.length} pages hold no text; if they are scans, they were not read.`);
  return { pages: pagesOf(texts.map(reflowed)), notices, stated: [], prose: true };
}

function refusal(report: Extract<PdfReport, { refused: string }>): ProtocolError {
  switch (report.refused) {
    case "encrypted":
      return unreadable("It is encrypted: save it without a password.");
    case "unpacks_too_far":
      return unreadable("It unpacks to more than can be read.");
    case "too_many_pages":
      return new ProtocolError(
        "document_too_large",
        `The PDF has ${report.count} pages; ${MOST_PAGES} are read.`,
      );
    case "too_much_text":
      return new ProtocolError("document_too_large", `The PDF has more than ${LONGEST_TEXT} characters.`);
    case "broken":
      return unreadable(`It is damaged (${report.message}).`);
  }
}

/** Reads a file of any form that is taken. */
import { readCalendar } from "./calendar/read-calendar.ts";
import { type DocumentText, type Format, type OnProgress } from "./document.ts";
import { readJsonResume } from "./json-resume.ts";
import { pagesOf } from "./pages.ts";
import { readPdf } from "./pdf/read-pdf.ts";
import { textOf } from "./sniff.ts";

export interface Reading {
  now: number;
  signal: AbortSignal;
  onProgress: OnProgress;
}

/** @throws ProtocolError `document_unreadable`, `document_too_large`, `document_unsupported`, `invalid_input` */
export async function readDocument(
  format: Format,
  content: Uint8Array,
  { now, signal, onProgress }: Reading,
): Promise<DocumentText> {
  switch (format) {
    case "pdf":
      return readPdf(content, onProgress, signal);
    case "calendar":
      return readCalendar(content, now, signal);
    case "json_resume":
      return readJsonResume(textOf(content));
    case "text":
    case "markdown":
      return { pages: pagesOf([textOf(content)]), notices: [], stated: [], prose: true };
    case "notion":
    case "github":
      // Made here when it was fetched.
      return JSON.parse(textOf(content)) as DocumentText;
  }
}

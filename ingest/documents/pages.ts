/** Parts text into pages that a span can point into. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { LONGEST_PAGE, LONGEST_TEXT, MOST_PAGES } from "./document.ts";

/** A page ends at the last of these before it is full. */
const ENDS = ["\n# ", "\n## ", "\n\n", "\n", ". ", " "];

/**
 * The text without control characters, in pages that are not empty.
 * @throws ProtocolError `document_too_large`
 */
export function pagesOf(texts: readonly string[]): string[] {
  const pages = texts.flatMap((text) => part(cleaned(text))).filter((page) => page.trim() !== "");
  const length = pages.reduce((sum, { length }) => sum + length, 0);
  if (pages.length > MOST_PAGES || length > LONGEST_TEXT) {
    throw new ProtocolError(
      "document_too_large",
      `The document has ${pages.length} pages with ${length} characters; ${MOST_PAGES} pages with ${LONGEST_TEXT} are read.`,
    );
  }
  return pages;
}

function part(text: string): string[] {
  const pages: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_PAGE) {
    const end = ENDS.map((sign) => rest.lastIndexOf(sign, LONGEST_PAGE - sign.length)).find(
      (at) => at > LONGEST_PAGE / 2,
    );
    const cut = end === undefined ? LONGEST_PAGE : end + 1;
    pages.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pages, rest];
}

function cleaned(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?![\t\n])[\p{Cc}\u00ad]/gu, "")
    .toWellFormed();
}

/** Pieces of a page of at most `longest` units, parted between sentences; with where each begins. */
export function piecesOf(page: string, longest: number): { text: string; start: number }[] {
  const pieces: { text: string; start: number }[] = [];
  let start = 0;
  while (start < page.length) {
    let end = Math.min(page.length, start + longest);
    if (end < page.length) {
      const window = page.slice(start, end);
      const cut = Math.max(
        window.lastIndexOf("\n"),
        window.lastIndexOf(". ") + 1,
        window.lastIndexOf("? ") + 1,
        window.lastIndexOf("! ") + 1,
      );
      end = start + (cut > longest / 2 ? cut : Math.max(window.lastIndexOf(" "), longest / 2));
    }
    const text = page.slice(start, end);
    if (text.trim() !== "") pieces.push({ text, start });
    start = end;
  }
  return pieces;
}

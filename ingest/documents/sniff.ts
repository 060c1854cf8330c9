/** What a file is, told by its content: names and announced types may say anything. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Format } from "./document.ts";

/** First bytes of what people send by mistake, and what to do instead. */
const OTHERS: readonly { bytes: readonly number[]; what: string; instead: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "a ZIP file or an Office document", instead: "Save it as PDF." },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Office document", instead: "Save it as PDF." },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: "an RTF document", instead: "Save it as PDF or text." },
  { bytes: [0x1f, 0x8b], what: "a gzip file", instead: "Unpack it first." },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a picture", instead: "Only text can be read." },
  { bytes: [0xff, 0xd8, 0xff], what: "a picture", instead: "Only text can be read." },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: "a picture", instead: "Only text can be read." },
];
/** A PDF may have other bytes before its mark. */
const PDF_WITHIN = 1_024;
/** Of a text, control characters at most. */
const MOST_CONTROL_SHARE = 0.01;
const MARKDOWN = /^(#{1,6} |[-*] \S|\d+\. |> |```)|\[[^\]]+\]\([^)]+\)|\*\*[^*]+\*\*/gm;
const LEAST_MARKS = 3;

/** @throws ProtocolError `document_unsupported` */
export function formatOf(content: Uint8Array, name: string): Format {
  const head = Buffer.from(content.subarray(0, PDF_WITHIN)).toString("latin1");
  if (head.includes("%PDF-")) return "pdf";
  const other = OTHERS.find(({ bytes }) => bytes.every((byte, i) => content[i] === byte));
  if (other !== undefined)
    throw new ProtocolError("document_unsupported", `This is ${other.what}. ${other.instead}`);
  const text = textOf(content).trimStart();
  if (text.trim() === "") throw new ProtocolError("document_unsupported", "The file is empty.");
  if (/^BEGIN:VCALENDAR\b/i.test(text)) return "calendar";
  if (text.startsWith("{") && isJsonResume(text)) return "json_resume";
  if (/^[{[]/.test(text) && isJson(text))
    throw new ProtocolError("document_unsupported", "This is JSON, but no JSON Resume.");
  if (/^<(!doctype html|html)\b/i.test(text))
    throw new ProtocolError("document_unsupported", "This is a web page. Save it as PDF or text.");
  const marks = text.match(MARKDOWN)?.length ?? 0;
  return /\.(md|markdown)$/i.test(name) || marks >= LEAST_MARKS ? "markdown" : "text";
}

/** @throws ProtocolError `document_unsupported` when it is no text in UTF-8 or UTF-16 */
export function textOf(content: Uint8Array): string {
  const utf16 = content[0] === 0xff && content[1] === 0xfe ? "utf-16le" : undefined;
  const big = content[0] === 0xfe && content[1] === 0xff ? "utf-16be" : undefined;
  try {
    const text = new TextDecoder(utf16 ?? big ?? "utf-8", { fatal: true }).decode(content);
    // Binary files are told by them.
    const control = text.match(/(?!\s)\p{Cc}/gu)?.length ?? 0;
    if (control <= text.length * MOST_CONTROL_SHARE) return text;
  } catch {
    // Not of this encoding: no text that can be read.
  }
  throw new ProtocolError("document_unsupported", "The file is no text in UTF-8 or UTF-16.");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isJsonResume(text: string): boolean {
  if (!isJson(text)) return false;
  const value = JSON.parse(text) as Record<string, unknown>;
  const isList = (key: string): boolean => Array.isArray(value[key]);
  return (
    (typeof value["basics"] === "object" && value["basics"] !== null) || (isList("work") && isList("skills"))
  );
}

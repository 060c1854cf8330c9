/**
 * Reads one PDF in a process of its own. Scripts in it are never run, no fonts and no pictures are made, and no stream
 * unpacks to more than `LARGEST_STREAM`.
 */
import { onOrder, say as report } from "../apart/child.ts";
import type { PdfOrder, PdfReport } from "./pdf-messages.ts";

/** Unpacked, bytes. */
const LARGEST_STREAM = 64 * 1024 * 1024;

let tooLarge = false;

/**
 * pdf.js unpacks a stream into arrays that it doubles. Arrays above the bound are refused, and the unpacker of the
 * platform, which would not be seen here, is taken away.
 */
function boundArrays(): void {
  Reflect.deleteProperty(globalThis, "DecompressionStream");
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, args: unknown[], newTarget) {
      if (typeof args[0] === "number" && args[0] > LARGEST_STREAM) {
        tooLarge = true;
        throw new RangeError("The stream unpacks to more than is read.");
      }
      return Reflect.construct(target, args, newTarget) as Uint8Array;
    },
  });
}

function say(what: PdfReport): void {
  report(what);
}

async function read({ content, mostPages, longestText }: PdfOrder): Promise<void> {
  boundArrays();
  const { getDocument } = await import("unpdf/pdfjs");
  const pdf = await getDocument({
    // A view of its own: pdf.js takes the memory of what it is given.
    data: Uint8Array.from(content),
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    useWorkerFetch: false,
    verbosity: 0,
  }).promise;
  if (pdf.numPages > mostPages) return say({ refused: "too_many_pages", count: pdf.numPages });
  const scripts =
    (await pdf.hasJSActions().catch(() => false)) || (await pdf.getJSActions().catch(() => null)) !== null;
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = lined(items.flatMap((item) => ("str" in item ? [item] : [])));
    if (tooLarge) return say({ refused: "unpacks_too_far" });
    length += text.length;
    if (length > longestText) return say({ refused: "too_much_text" });
    say({ page: text, number, of: pdf.numPages });
    page.cleanup();
  }
  say({ done: true, scripts });
}

interface Item {
  str: string;
  hasEOL: boolean;
  height: number;
  transform: number[];
}

/** A line ends where pdf.js says so, and where the next words stand higher or lower. */
function lined(items: readonly Item[]): string {
  let text = "";
  let lastY: number | undefined;
  for (const { str, hasEOL, height, transform } of items) {
    const y = transform[5] ?? 0;
    if (lastY !== undefined && str !== "" && !text.endsWith("\n") && Math.abs(y - lastY) > height / 2)
      text += "\n";
    text += hasEOL ? `${str}\n` : str;
    if (str !== "") lastY = y;
  }
  return text;
}

onOrder(async (order) => {
  try {
    await read(order as PdfOrder);
  } catch (error) {
    const { name = "", message = "" } = error as Partial<Error>;
    if (tooLarge) say({ refused: "unpacks_too_far" });
    else if (name === "PasswordException") say({ refused: "encrypted" });
    else say({ refused: "broken", message: message.slice(0, 200) });
  }
});

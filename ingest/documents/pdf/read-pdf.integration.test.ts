import { existsSync, readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { makePdf, writing } from "../testing/make-pdf.ts";
import { readPdf } from "./read-pdf.ts";

const { signal } = new AbortController();
const noProgress = async () => {};
const read = (content: Uint8Array) => readPdf(content, noProgress, signal);

const REAL = new URL("../../../../shared/data/text/pdf/", import.meta.url);
const hasReal = existsSync(REAL);

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Share of the expected words that are there, each as often as it is expected. */
function recall(found: string, expected: string): number {
  const left = new Map<string, number>();
  for (const word of words(found)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = words(expected);
  const hits = wanted.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return hits.length / wanted.length;
}

describe.skipIf(!hasReal)("real PDFs (needs ../shared/data beside the repository)", () => {
  const files = hasReal ? readdirSync(REAL).filter((name) => name.endsWith(".pdf")) : [];

  it.each(files)("%s has the words that poppler reads from it", async (name) => {
    const { pages } = await read(readFileSync(new URL(name, REAL)));
    const expected = readFileSync(new URL(name.replace(".pdf", ".txt"), REAL), "utf8");
    // Arabic is put in another order by each of them.
    expect(recall(pages.join("\n"), expected)).toBeGreaterThanOrEqual(name === "habibi.pdf" ? 0.8 : 0.9);
  });

  it("keep sentences whole over the ends of lines", async () => {
    const { pages } = await read(readFileSync(new URL("resume_awesome-cv.pdf", REAL)));
    expect(pages[0]).toContain("proven in scaling infrastructure teams as lead engineer and founding member");
  });
});

describe("a hostile PDF", () => {
  it.each([
    [
      "that unpacks without end",
      makePdf({ stream: deflateSync(Buffer.alloc(200 << 20, 0x20)), filter: "/FlateDecode" }),
      "It unpacks to more than can be read.",
    ],
    ["without text", makePdf({ stream: Buffer.from("q Q") }), "It holds pictures and no text"],
    ["that is none", Buffer.from("%PDF-1.7 and nothing else"), "It is damaged"],
    [
      "that is encrypted",
      makePdf({
        stream: writing("hidden"),
        trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
      }),
      "It is encrypted",
    ],
  ])("%s is refused with a sentence", async (_, content, sentence) => {
    await expect(read(content)).rejects.toMatchObject({
      code: "document_unreadable",
      message: expect.stringContaining(sentence) as string,
    });
  });

  it("with a script is read, and the script is not run", async () => {
    const content = makePdf({
      stream: writing("I have used Erlang."),
      catalog: "/OpenAction 6 0 R",
      extra: "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    });
    expect(await read(content)).toEqual({
      pages: ["I have used Erlang."],
      notices: ["The PDF holds JavaScript. It was not run."],
      stated: [],
      prose: true,
    });
  });

  it("is ended at its bounds of time and memory, and when nobody wants it any more", async () => {
    const busy = makePdf({
      stream: deflateSync(Buffer.from("q Q ".repeat(12_000_000))),
      filter: "/FlateDecode",
    });
    const late = readPdf(busy, noProgress, signal, { longestMs: 600, mostMb: 4_000 });
    await expect(late).rejects.toMatchObject({
      message: expect.stringContaining("not read within") as string,
    });
    const large = readPdf(busy, noProgress, signal, { longestMs: 60_000, mostMb: 40 });
    await expect(large).rejects.toMatchObject({ code: "document_unreadable" });
    const abort = new AbortController();
    const unwanted = readPdf(busy, noProgress, abort.signal);
    abort.abort(new Error("not any more"));
    await expect(unwanted).rejects.toThrow("not any more");
  });
});

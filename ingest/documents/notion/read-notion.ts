/** Pages of Notion that a token may read, each as a document. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type DocumentText, LONGEST_TEXT } from "../document.ts";
import { type Api, openApi } from "../net/api.ts";
import type { Web } from "../net/web.ts";
import { pagesOf } from "../pages.ts";

export interface NotionOptions {
  web: Web;
  /** Of the interface, without a slash at its end. */
  address: string;
  token: string;
  signal: AbortSignal;
}

export interface NotionPage {
  id: string;
  title: string;
  address: string | null;
  text: DocumentText;
}

interface RichText {
  plain_text?: string;
  text?: { content?: string };
}

interface Listed {
  object?: string;
  id: string;
  url?: string;
  archived?: boolean;
  in_trash?: boolean;
  properties?: Record<string, { type?: string; title?: RichText[] }>;
}

type Block = { id: string; type: string; has_children?: boolean } & Record<string, unknown>;

interface Page<Item> {
  results: Item[];
  has_more?: boolean;
  next_cursor?: string | null;
}

const VERSION = "2022-06-28";
const SIZE = 100;
/** Most recently edited first. */
const MOST_PAGES = 50;
const MOST_BLOCKS = 2_000;
const MOST_DEPTH = 4;
const PREFIX: Readonly<Record<string, string>> = {
  heading_1: "# ",
  heading_2: "## ",
  heading_3: "### ",
  bulleted_list_item: "- ",
  numbered_list_item: "- ",
  to_do: "- ",
  quote: "> ",
};

/** @throws ProtocolError `source_refused`, `source_unavailable` */
export async function* readNotion(options: NotionOptions): AsyncGenerator<NotionPage> {
  const { web, address, token, signal } = options;
  const api = openApi({
    web,
    name: "Notion",
    signal,
    headers: { authorization: `Bearer ${token}`, "notion-version": VERSION },
  });
  let count = 0;
  let cursor: string | null | undefined;
  do {
    const found: Page<Listed> = await api.post(`${address}/v1/search`, {
      page_size: SIZE,
      filter: { property: "object", value: "page" },
      sort: { direction: "descending", timestamp: "last_edited_time" },
      ...(cursor ? { start_cursor: cursor } : {}),
    });
    for (const listed of found.results) {
      if (listed.object !== "page" || listed.archived === true || listed.in_trash === true) continue;
      if (count++ >= MOST_PAGES) return;
      const lines = await linesOf(api, address, listed.id, { blocks: 0, length: 0 }, 0);
      const title = titleOf(listed);
      const pages = pagesOf([[title, ...lines].join("\n")]);
      const text = { pages, notices: [], stated: [], prose: true };
      yield { id: listed.id, title, address: listed.url ?? null, text };
    }
    cursor = found.has_more === true ? found.next_cursor : null;
  } while (cursor);
  if (count === 0)
    throw new ProtocolError(
      "source_refused",
      "The token sees no pages: connect the pages to the integration in Notion first.",
    );
}

async function linesOf(
  api: Api,
  address: string,
  id: string,
  read: { blocks: number; length: number },
  depth: number,
): Promise<string[]> {
  const lines: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = `page_size=${SIZE}${cursor ? `&start_cursor=${encodeURIComponent(cursor)}` : ""}`;
    const found = await api.get<Page<Block>>(
      `${address}/v1/blocks/${encodeURIComponent(id)}/children?${query}`,
    );
    for (const block of found.results) {
      const line = lineOf(block);
      read.length += line.length;
      if (++read.blocks > MOST_BLOCKS || read.length > LONGEST_TEXT) return lines;
      if (line !== "") lines.push(line);
      // Pages below a page are listed by themselves.
      if (block.has_children === true && block.type !== "child_page" && depth < MOST_DEPTH)
        lines.push(...(await linesOf(api, address, block.id, read, depth + 1)));
    }
    cursor = found.has_more === true ? found.next_cursor : null;
  } while (cursor);
  return lines;
}

function lineOf(block: Block): string {
  const content = block[block.type] as { rich_text?: RichText[]; cells?: RichText[][] } | undefined;
  const text = content?.cells?.map(plain).join(" | ") ?? plain(content?.rich_text ?? []);
  return text.trim() === "" ? "" : (PREFIX[block.type] ?? "") + text;
}

function titleOf({ properties = {} }: Listed): string {
  const title = Object.values(properties).find(({ type, title }) => type === "title" || title !== undefined);
  return plain(title?.title ?? []).trim() || "Without a title";
}

function plain(texts: readonly RichText[]): string {
  return texts.map(({ plain_text, text }) => plain_text ?? text?.content ?? "").join("");
}

/** What is read from a document: the text of its pages, and what a structured one states outright. */

/** A file's form, told by its content. */
export const FORMATS = ["pdf", "text", "markdown", "json_resume", "calendar", "notion", "github"] as const;
export type Format = (typeof FORMATS)[number];

export interface DocumentText {
  pages: string[];
  /** Sentences for the person. */
  notices: string[];
  stated: Stated[];
  /** Whether the pages are sentences that somebody has to read. */
  prose: boolean;
}

/** Said by the document itself, in words of one of its pages. */
export type Stated = {
  /** From 1. */
  page: number;
  quote: string;
} & (
  | {
      kind: "skill";
      evidence: "self_report" | "artifact";
      skill: string;
      /** 0 none … 4 expert */
      level: number;
      /** (0, 1] */
      strength: number;
      /** ms since the Unix epoch; without one it is the time of reading. */
      at?: number;
    }
  | { kind: "hours"; name: string; hoursPerWeek: number; flexibility: number }
);

/** Called between two pieces of work; throws when nobody wants it any more. */
export type OnProgress = (share: number, step: string) => Promise<void>;

/** Larger files are not taken, bytes. */
export const LARGEST_DOCUMENT = 20 * 1024 * 1024;
/** Spans count in it (protocols/events/entities.ts), UTF-16 code units. */
export const LONGEST_PAGE = 20_000;
export const MOST_PAGES = 500;
/** Of all pages together. */
export const LONGEST_TEXT = 2_000_000;

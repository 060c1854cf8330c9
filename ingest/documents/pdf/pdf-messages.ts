/** What passes between whoever wants a PDF read and the process that reads it. */
export interface PdfOrder {
  content: Uint8Array;
  mostPages: number;
  longestText: number;
}

export type PdfReport =
  | { page: string; number: number; of: number }
  | { done: true; scripts: boolean }
  | { refused: "encrypted" | "unpacks_too_far" | "too_much_text" }
  | { refused: "too_many_pages"; count: number }
  | { refused: "broken"; message: string };

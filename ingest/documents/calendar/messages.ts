/** What passes between whoever wants a calendar read and the process that reads it. */
export interface CalendarOrder {
  content: Uint8Array;
  /** Occurrences from here on count, ms since the Unix epoch. */
  from: number;
  to: number;
}

export interface Commitment {
  name: string;
  times: number;
  /** In the whole span. */
  hours: number;
  recurs: boolean;
}

export type CalendarReport =
  | {
      commitments: Commitment[];
      /** Hours in which anything takes place: what overlaps counts once. */
      busyHours: number;
      /** What was left out. */
      wholeDays: number;
      long: number;
      free: number;
    }
  | { refused: "too_often"; name: string }
  | { refused: "too_many" }
  | { refused: "broken"; message: string };

/** What the server and the process of the index say to each other. */
export interface Columns {
  /** One value an entry; vectors one after the other. */
  n: Float64Array;
  version: Float64Array;
  /** ms since the Unix epoch */
  at: Float64Array;
  kind: Int32Array;
  source: string[];
  vectors: Float32Array;
}

/** Numbers and hexadecimal digits only: nothing that a person wrote reaches the index's own SQL. */
export interface Where {
  kinds?: number[];
  source?: string;
  from?: number;
  to?: number;
}

export type IndexRequest =
  | { op: "versions"; table: string }
  | { op: "put"; table: string; columns: Columns; areNew: boolean }
  | { op: "remove"; table: string; numbers: number[] }
  | { op: "nearest"; table: string; vector: Float32Array; where: Where; limit: number }
  | { op: "build"; table: string; wait: boolean }
  | { op: "drop"; tables: string[] };

export interface Versions {
  n: Float64Array;
  version: Float64Array;
}

export interface Nearest {
  n: Float64Array;
  similarity: Float64Array;
}

export type IndexAnswer = Versions | Nearest | null;

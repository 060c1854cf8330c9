/** The formats a session is exported in. */
import { csvFile } from "./csv-file.ts";
import type { Exported } from "./exported.ts";
import { mcapFile } from "./mcap-file.ts";
import { parquetFile } from "./parquet-file.ts";

export const EXPORT_FORMATS = ["csv", "parquet", "mcap"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

interface Format {
  mediaType: string;
  /** The file, piece by piece; nothing is read ahead of what is taken. */
  write: (exported: Exported) => AsyncIterable<Uint8Array>;
}

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  csv: { mediaType: "text/csv; charset=utf-8; header=present", write: csvFile },
  parquet: { mediaType: "application/vnd.apache.parquet", write: parquetFile },
  mcap: { mediaType: "application/x-mcap", write: mcapFile },
};

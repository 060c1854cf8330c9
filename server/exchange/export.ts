/** The formats a session is exported in, and the tables of each. */
import { csvFile } from "./csv-file.ts";
import type { Exported } from "./exported.ts";
import { markersCsv, markersParquet } from "./marker-tables.ts";
import { mcapFile } from "./mcap-file.ts";
import { parquetFile } from "./parquet-file.ts";

export const EXPORT_FORMATS = ["csv", "parquet", "mcap"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_TABLES = ["samples", "markers"] as const;

/** The file, piece by piece; nothing is read ahead of what is taken. */
type Write = (exported: Exported) => AsyncIterable<Uint8Array>;

interface Format {
  mediaType: string;
  samples: Write;
  /** Undefined where the markers are in the same file. */
  markers?: Write;
}

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  csv: { mediaType: "text/csv; charset=utf-8; header=present", samples: csvFile, markers: markersCsv },
  parquet: { mediaType: "application/vnd.apache.parquet", samples: parquetFile, markers: markersParquet },
  mcap: { mediaType: "application/x-mcap", samples: mcapFile },
};

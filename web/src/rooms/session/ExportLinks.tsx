import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

const TABLES = [
  { format: "csv", name: "CSV" },
  { format: "parquet", name: "Parquet" },
];
const FORMATS = [...TABLES, { format: "mcap", name: "MCAP" }];

/** A session as files. @param startedAt ms */
export function ExportLinks({ sessionId, startedAt }: { sessionId: string; startedAt: number }) {
  const { t, f } = useI18n();
  return (
    <FileLinks
      formats={FORMATS}
      hrefOf={(format) => exportPath(sessionId, format)}
      labelOf={(name) => fill(t.session.download, { format: name, time: f.dateTime(startedAt) })}
    />
  );
}

/** The markers of a session as files; its MCAP has them beside its samples. */
export function MarkerLinks({ sessionId }: { sessionId: string }) {
  const { t } = useI18n();
  return (
    <FileLinks
      formats={TABLES}
      hrefOf={(format) => `${exportPath(sessionId, format)}&table=markers`}
      labelOf={(name) => fill(t.markers.download, { format: name })}
    />
  );
}

interface FileLinksProps {
  formats: readonly { format: string; name: string }[];
  hrefOf: (format: string) => string;
  labelOf: (name: string) => string;
}

function FileLinks({ formats, hrefOf, labelOf }: FileLinksProps) {
  return (
    <span className="flex gap-3">
      {formats.map(({ format, name }) => (
        <a
          key={format}
          href={hrefOf(format)}
          download
          aria-label={labelOf(name)}
          className="text-carry underline underline-offset-4"
        >
          {name}
        </a>
      ))}
    </span>
  );
}

function exportPath(sessionId: string, format: string): string {
  return `/api/sessions/${encodeURIComponent(sessionId)}/export?format=${format}`;
}
